import { sql } from 'kysely';

import type { Db } from './connect.ts';

/** Every attempt to tell something of an incident, or of another subject, the oldest first. */
export const sendingsOf = (db: Db, reference: string) =>
  db
    .selectFrom('sending')
    .select(['event_key', 'recipient', 'channel', 'by', 'at', 'ms', 'outcome', 'code'])
    .where('reference', '=', reference)
    .orderBy('id')
    .execute();

/** How late, in ms, what was told since an instant arrived by each channel of each plan: half of it at most so late, 99 of 100 at most so late. */
export interface Lateness {
  readonly plan: string;
  readonly channel: string;
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
}

export async function latenessSince(db: Db, since: number): Promise<readonly Lateness[]> {
  const { rows } = await sql<Lateness>`
    select plan, by as channel, count(*)::int as count,
      percentile_disc(0.5) within group (order by late_ms) as p50, percentile_disc(0.99) within group (order by late_ms) as p99
    from sending where outcome = 'sent' and at >= ${since}::bigint group by plan, by order by plan, by`.execute(db);
  return rows;
}

/** The same over all plans and channels; null where nothing was told. */
export async function latenessOfAll(db: Db, since: number): Promise<Omit<Lateness, 'plan' | 'channel'> | null> {
  const { rows } = await sql<{ count: number; p50: number | null; p99: number | null }>`
    select count(*)::int as count, percentile_disc(0.5) within group (order by late_ms) as p50,
      percentile_disc(0.99) within group (order by late_ms) as p99
    from sending where outcome = 'sent' and at >= ${since}::bigint`.execute(db);
  const { count, p50, p99 } = rows[0]!;
  return p50 === null || p99 === null ? null : { count, p50, p99 };
}

/** How often each channel was tried since an instant, by how that went. */
export const attemptsSince = (db: Db, since: number) =>
  db
    .selectFrom('sending')
    .select(['plan', 'by as channel', 'outcome'])
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('at', '>=', since)
    .groupBy(['plan', 'by', 'outcome'])
    .execute();

/** Forgets up to `limit` of those before an instant; answers how many. */
export async function deleteSendings(db: Db, before: number, limit: number): Promise<number> {
  const old = db.selectFrom('sending').select('id').where('at', '<', before).orderBy('at').limit(limit);
  return Number((await db.deleteFrom('sending').where('id', 'in', old).executeTakeFirst()).numDeletedRows);
}
