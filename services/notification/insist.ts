import { transient } from '../../db/connect.ts';

const second = 1000;
/** With what comes before it, less than a lease. */
const insistMs = 20 * second;
const pauseMs = 250;

/** Does what writes down how something went. What was taken and is not written down comes again: where Postgres is away for a moment, it is waited for. */
export async function insist(doing: () => Promise<void>): Promise<void> {
  const until = Date.now() + insistMs;
  for (;;) {
    try {
      return await doing();
    } catch (error) {
      if (!transient(error) || Date.now() > until) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
