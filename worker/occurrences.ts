import { setTimeout as sleep } from 'node:timers/promises';

import { count } from '../db/settings.ts';
import type { Desk } from '../services/desk.ts';
import { beginMissed } from '../services/schedule/missed.ts';
import { watchOverdue } from '../services/schedule/overdue.ts';

const everyMs = 30_000;
const day = 86_400_000;
/** A quarter: what comes round so seldom is not lost with a weekend at which nothing ran. */
const farMs = 100 * day;
const farEveryMs = 3_600_000;

interface Keeping {
  readonly desk: Desk;
  readonly warn: (sentence: string, details: object) => void;
}

/**
 * Begins what Temporal has not begun, whether it is there or not, and says what nobody could begin. Answers how to stop it; what it has in
 * hand then is taken up by the next.
 */
export function keepOccurrences({ desk, warn }: Keeping): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const told = new Set<string>();
  let farAt = -Infinity;

  /** Its incident tells people; the log says it once. */
  function failed(schedule: string, error: unknown): void {
    if (!told.has(schedule))
      warn('what came round cannot be begun, and is tried again', { schedule, error: String(error) });
    told.add(schedule);
  }

  async function look(): Promise<void> {
    const far = desk.now() >= farAt + farEveryMs;
    const missed = await beginMissed(desk, far ? farMs : day, failed);
    if (far) farAt = desk.now();
    if (missed > 0) {
      warn('what Temporal has not begun is begun', { missed });
      await count(desk.db, 'relay_begun', missed);
    }
    await watchOverdue(desk);
  }

  async function repeat(): Promise<void> {
    while (!signal.aborted) {
      await look().catch((error: unknown) => warn('whether all has begun is not known', { error: String(error) }));
      await sleep(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  void repeat();
  return () => stop.abort();
}
