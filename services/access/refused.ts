import { addRefused } from '../../db/anomalies.ts';
import type { Desk } from '../desk.ts';

const hour = 3_600_000;
/** So long is counted in memory before it is written down: whoever tries all keys must not cost a write each. */
const gatherMs = 1000;

const gathering = new WeakMap<Desk['db'], { count: number; done: Promise<void> }>();

/** Counts that somebody came with a key or a link that opens nothing. Never fails; what is counted stands a second later. */
export function noteRefused({ db, now }: Pick<Desk, 'db' | 'now'>): Promise<void> {
  const open = gathering.get(db);
  if (open !== undefined) {
    open.count += 1;
    return open.done;
  }
  const fresh = { count: 1, done: Promise.resolve() };
  fresh.done = new Promise<void>((done) => setTimeout(done, gatherMs).unref()).then(async () => {
    gathering.delete(db);
    await addRefused(db, Math.floor(now() / hour) * hour, fresh.count).catch(() => undefined);
  });
  gathering.set(db, fresh);
  return fresh.done;
}
