import { sql } from 'kysely';

import type { Db } from './connect.ts';

/** A stir costs Temporal as much as a turn: what only queues behind thousands of others must not be stirred again and again. */
const patienceMs = 10_000;

/**
 * Up to `limit` incidents whose workflow should have taken its turn 10 s ago, and longer each time it has been stirred for it
 * (10, 20, 40 … 640 s). Marks them as stirred once more. What is due meanwhile, and mails, do not wait for it.
 */
export async function overdueWakes(db: Db, now: number, limit: number): Promise<string[]> {
  const { rows } = await sql<{ reference: string }>`
    update incident set wakes = wakes + 1
    where reference in (
      select reference from incident
      where wake_at <= ${now}::bigint - ${patienceMs}::bigint and wake_at <= ${now}::bigint - ${patienceMs}::bigint * power(2, least(wakes, 6))
      order by wake_at limit ${limit} for update skip locked)
    returning reference`.execute(db);
  return rows.map(({ reference }) => reference);
}

/** Wants a turn of every incident that has not ended: Temporal has forgotten them. */
export const wakeAll = (db: Db, now: number) =>
  db
    .updateTable('incident')
    .set({ wake_at: now - patienceMs, wakes: 0 })
    .where('ended_at', 'is', null)
    .execute();
