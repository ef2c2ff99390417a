import { sql } from 'kysely';

import type { Db } from './connect.ts';

/** How often something happened in an hour of a day, by the clocks of a zone. */
export interface HourCount {
  readonly kind: 'tickets' | 'messages' | 'alerts' | 'failures';
  /** Of alerts whose, of failures which monitor's. */
  readonly source: string;
  /** `2027-03-01`. */
  readonly day: string;
  readonly hour: number;
  readonly count: number;
}

interface Span {
  readonly plan: string;
  readonly from: number;
  readonly until: number;
}

/** What is counted of a plan in [from, until). */
export async function hourCounts(db: Db, { plan, from, until }: Span, zone: string): Promise<readonly HourCount[]> {
  const within = (column: string) =>
    sql`${sql.ref(column)} >= ${from}::bigint and ${sql.ref(column)} < ${until}::bigint`;
  const { rows } = await sql<HourCount>`
    select kind, source, to_char(local, 'YYYY-MM-DD') as day, extract(hour from local)::int as hour, count(*)::int as count
    from (
      select kind, source, to_timestamp(at / 1000.0) at time zone ${zone} as local from (
        select 'tickets' as kind, '' as source, opened_at as at from incident
          where plan = ${plan} and channel is distinct from 'schedule' and ${within('opened_at')}
        union all select 'messages', '', sent_at from notification where plan = ${plan} and ${within('sent_at')}
        union all select 'alerts', source, first_at from alert where plan = ${plan} and ${within('first_at')}
        union all select 'failures', monitor, at from result where plan = ${plan} and not ok and ${within('at')}
      ) happened
    ) happened group by 1, 2, 3, 4`.execute(db);
  return rows;
}

/** What a monitor or another system said that was wrong, and when first and last within the span. */
export interface Wrong {
  readonly kind: 'failure' | 'alert';
  readonly source: string;
  readonly words: string;
  readonly firstAt: number;
  readonly lastAt: number;
}

const mostWords = 5000;

/** Alerts behind tickets of `hidden` types are left out: not everybody may see what they say. */
export async function wrongWords(
  db: Db,
  { plan, from, until }: Span,
  hidden: readonly string[],
): Promise<readonly Wrong[]> {
  const { rows } = await sql<Wrong>`
    select 'failure' as kind, monitor as source, words, min(at) as "firstAt", max(at) as "lastAt" from result
      where plan = ${plan} and not ok and words is not null and at >= ${from}::bigint and at < ${until}::bigint
      group by monitor, words
    union all select 'alert', a.source, a.title, min(first_at), max(first_at) from alert a join incident i using (reference)
      where a.plan = ${plan} and first_at >= ${from}::bigint and first_at < ${until}::bigint
        and i.type <> all(${hidden}::text[])
      group by a.source, a.title
    order by 4 limit ${mostWords}`.execute(db);
  return rows;
}

/** Keys made and revoked: of people of the plan, of administrators, and of what sends to it. */
export async function keyChanges(db: Db, { plan, from, until }: Span) {
  const { rows } = await sql<{ label: string; whose: string | null; made: boolean; at: number }>`
    select label, person as whose, created_at as at, true as made from api_key
      where (plan = ${plan} or plan is null) and created_at >= ${from}::bigint and created_at < ${until}::bigint
    union all select label, person, revoked_at, false from api_key
      where (plan = ${plan} or plan is null) and revoked_at >= ${from}::bigint and revoked_at < ${until}::bigint
    union all select name, name, made_at, true from door_key
      where plan = ${plan} and made_at >= ${from}::bigint and made_at < ${until}::bigint
    union all select name, name, revoked_at, false from door_key
      where plan = ${plan} and revoked_at >= ${from}::bigint and revoked_at < ${until}::bigint
    order by at`.execute(db);
  return rows;
}

/** Versions of a plan put in force in the span, the first one left out. */
export const versionsApplied = (db: Db, { plan, from, until }: Span) =>
  db
    .selectFrom('plan_version')
    .select(['version', 'applied_by'])
    .where('plan', '=', plan)
    .where('version', '>', 1)
    .where('applied_at', '>=', from)
    .where('applied_at', '<', until)
    .orderBy('version')
    .execute();

/** How many messages of the span were given up. */
export async function givenUp(db: Db, { plan, from, until }: Span): Promise<number> {
  const { count } = await db
    .selectFrom('notification')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('plan', '=', plan)
    .where('outcome', 'in', ['refused', 'expired'])
    .where('due_at', '>=', from)
    .where('due_at', '<', until)
    .executeTakeFirstOrThrow();
  return count;
}

/** Adds to how often somebody was refused in an hour; what is a year old is forgotten. */
export async function addRefused(db: Db, hourAt: number, count: number): Promise<void> {
  await db
    .insertInto('refused_key')
    .values({ hour_at: hourAt, count })
    .onConflict((row) => row.column('hour_at').doUpdateSet((was) => ({ count: was('refused_key.count', '+', count) })))
    .execute();
  await db
    .deleteFrom('refused_key')
    .where('hour_at', '<', hourAt - 366 * 86_400_000)
    .execute();
}

/** How often somebody was refused in the hours that begin in the span. */
export async function refusedBetween(db: Db, from: number, until: number): Promise<number> {
  const { count } = await db
    .selectFrom('refused_key')
    .select((row) => row.fn.sum<number | null>('count').as('count'))
    .where('hour_at', '>=', from)
    .where('hour_at', '<', until)
    .executeTakeFirstOrThrow();
  return count ?? 0;
}
