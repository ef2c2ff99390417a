import { sql } from 'kysely';

import type { Db } from './connect.ts';

/** Seconds: what one wants to tell apart, from at once to hopeless. */
export const latenessBuckets = [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 1800];

/** How late notifications were sent, cumulated by bucket, over all that ever were: it survives every restart. */
export async function lateness(db: Db): Promise<{ buckets: number[]; sum: number; count: number }> {
  const late = sql<number>`greatest(0, sent_at - due_at) / 1000.0`;
  const within = latenessBuckets.map((bound) => sql`count(*) filter (where ${late} <= ${bound})`);
  const { rows } = await sql<{ buckets: string[]; sum: string; count: number }>`
    select array[${sql.join(within)}]::bigint[] as buckets, coalesce(sum(${late}), 0) as sum, count(*) as count
    from notification where sent_at is not null`.execute(db);
  const { buckets, sum, count } = rows[0]!;
  return { buckets: buckets.map(Number), sum: Number(sum), count };
}

export const notificationsByOutcome = (db: Db) =>
  db
    .selectFrom('notification')
    .select(sql<string>`coalesce(outcome, 'waiting')`.as('outcome'))
    .select((row) => row.fn.countAll<number>().as('count'))
    .groupBy(sql`1`)
    .execute();

/** What could not be decided when it was last tried. */
export const undecidableByPlan = (db: Db) =>
  db
    .selectFrom('incident')
    .select('plan')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('failed_at', 'is not', null)
    .groupBy('plan')
    .execute();

export const incidentsByStatus = (db: Db) =>
  db
    .selectFrom('incident')
    .select(['plan', 'severity', 'status'])
    .select((row) => row.fn.countAll<number>().as('count'))
    .groupBy(['plan', 'severity', 'status'])
    .execute();
