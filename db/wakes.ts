import { sql } from 'kysely';

import type { Db } from './connect.ts';

/**
 * Up to `limit` incidents whose workflow should have taken its turn 2 s ago, and longer each time it has been stirred for it
 * (2, 4, 8 … 128 s): with the kind to stir them with. Marks them as stirred once more.
 */
export async function overdueWakes(db: Db, now: number, limit: number): Promise<string[]> {
  const { rows } = await sql<{ reference: string }>`
    update incident set wakes = wakes + 1
    where reference in (
      select reference from incident
      where wake_at <= ${now}::bigint - 2000 and wake_at <= ${now}::bigint - 2000 * power(2, least(wakes, 6))
      order by wake_at limit ${limit} for update skip locked)
    returning reference`.execute(db);
  return rows.map(({ reference }) => reference);
}

/** Wants a turn of every incident that has not ended: Temporal has forgotten them. */
export const wakeAll = (db: Db, now: number) =>
  db
    .updateTable('incident')
    .set({ wake_at: now - 2000, wakes: 0 })
    .where('ended_at', 'is', null)
    .execute();
