import { receive } from '../../db/received.ts';
import type { Received } from '../../db/received.ts';
import { unkeepable } from '../../db/connect.ts';
import type { Desk } from '../desk.ts';

/** More waits to be written than can be in a moment: whoever sends is to try again. */
export class Overloaded extends Error {}

/** What was sent cannot be kept, whatever its form. */
export class Unkeepable extends Error {}

export interface Intake {
  /** When this is kept durably. Throws `Overloaded`, `Unkeepable`, or what Postgres throws while it is away. */
  readonly take: (one: Received) => Promise<void>;
}

interface Waiting {
  readonly one: Received;
  readonly kept: () => void;
  readonly failed: (error: unknown) => void;
}

const mostWaiting = 2000;
const mostAtOnce = 100;

/**
 * Keeps what is received. What comes while something is being written waits for that and is then written together: many senders
 * at once share one statement and its flush to the disk. `onKept` hears that there is something to be heard.
 */
export function createIntake({ db }: Pick<Desk, 'db'>, onKept: () => void): Intake {
  const waiting: Waiting[] = [];
  let writing = false;

  async function write(): Promise<void> {
    writing = true;
    while (waiting.length > 0) await keep(waiting.splice(0, mostAtOnce));
    writing = false;
  }

  async function keep(some: readonly Waiting[]): Promise<void> {
    try {
      await receive(
        db,
        some.map(({ one }) => one),
      );
      for (const { kept } of some) kept();
      onKept();
    } catch (error) {
      // What cannot be kept must not keep out what came with it.
      if (some.length > 1 && unkeepable(error)) for (const one of some) await keep([one]);
      else for (const { failed } of some) failed(unkeepable(error) ? new Unkeepable(String(error)) : error);
    }
  }

  const take = (one: Received): Promise<void> => {
    if (waiting.length >= mostWaiting) return Promise.reject(new Overloaded('Too much is being received at once.'));
    return new Promise<void>((kept, failed) => {
      waiting.push({ one, kept, failed });
      if (!writing) void write();
    });
  };
  return { take };
}
