import { sql } from 'kysely';
import type { Kysely } from 'kysely';

import type { Db } from './connect.ts';
import type { Database } from './schema.ts';

/** What checks saw in [from, until), by check, in order. */
export const resultsOf = (db: Db, plan: string, monitors: readonly string[], from: number, until: number) =>
  db
    .selectFrom('result')
    .select(['monitor', 'at', 'ok'])
    .where('plan', '=', plan)
    .where('monitor', 'in', [...monitors])
    .where('at', '>=', from)
    .where('at', '<', until)
    .orderBy('monitor')
    .orderBy('at')
    .execute();

/** Forgets up to `limit` results from before `at`; answers how many. */
export async function deleteResults(db: Db, at: number, limit: number): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from result where ctid in (select ctid from result where at < ${at}::bigint limit ${limit})`.execute(db);
  return Number(numAffectedRows);
}

/** Up to when a service is rolled up: the end of its last hour; undefined where there is none. */
export async function rolledUntil(db: Db, plan: string, service: string): Promise<number | undefined> {
  const { at } = await db
    .selectFrom('uptime_hour')
    .select((row) => row.fn.max('hour_at').as('at'))
    .where('plan', '=', plan)
    .where('service', '=', service)
    .executeTakeFirstOrThrow();
  return at === null ? undefined : at + 3_600_000;
}

/** The hours of a service that touch [from, until). */
export const hoursOf = (db: Db, plan: string, service: string, from: number, until: number) =>
  db
    .selectFrom('uptime_hour')
    .selectAll()
    .where('plan', '=', plan)
    .where('service', '=', service)
    .where('hour_at', '>', from - 3_600_000)
    .where('hour_at', '<', until)
    .execute();

/** Keeps hours; what was kept of them before is worth less. */
export async function saveHours(db: Db, hours: readonly Database['uptime_hour'][]): Promise<void> {
  if (hours.length === 0) return;
  await db
    .insertInto('uptime_hour')
    .values([...hours])
    .onConflict((row) =>
      row.columns(['plan', 'service', 'hour_at']).doUpdateSet((was) => ({
        known_ms: was.ref('excluded.known_ms'),
        down_ms: was.ref('excluded.down_ms'),
        planned_ms: was.ref('excluded.planned_ms'),
        planned_down_ms: was.ref('excluded.planned_down_ms'),
      })),
    )
    .execute();
}

/** Announced maintenance of a service, or all of it, that touches [from, until); what names no service is of all. */
export const maintenanceOf = (
  db: Db,
  plan: string,
  service: string,
  from: number,
  until: number,
  which: 'announced' | 'all' = 'announced',
) =>
  db
    .selectFrom('maintenance_span')
    .$if(which === 'announced', (query) => query.where('announced', '=', true))
    .select(['from_at', 'until_at'])
    .where('plan', '=', plan)
    .where((row) => row.or([row('service', 'is', null), row('service', '=', service)]))
    .where('from_at', '<', until)
    .where('until_at', '>', from)
    .execute();

/** Until when what belongs to a service, or to none, is maintained at an instant; undefined where it is not. */
export async function maintainedUntil(
  db: Kysely<Database>,
  plan: string,
  service: string | null,
  at: number,
): Promise<number | undefined> {
  const row = await db
    .selectFrom('maintenance_span')
    .select('until_at')
    .where('plan', '=', plan)
    .where((span) => span.or([span('service', 'is', null), span('service', '=', service ?? '')]))
    .where('from_at', '<=', at)
    .where('until_at', '>', at)
    .orderBy('until_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.until_at;
}

/** When incidents of this severity about a service were open, those that were taken back or repeat another left out. */
export async function openSpans(db: Db, plan: string, service: string, severity: string, from: number) {
  const { rows } = await sql<{ opened_at: number; resolved_at: number | null }>`
    select opened_at, (state ->> 'resolvedAt')::bigint as resolved_at from incident
    where plan = ${plan} and service = ${service} and severity = ${severity} and status <> 'cancelled'
      and state ->> 'duplicateOf' is null
      and (state ->> 'resolvedAt' is null or (state ->> 'resolvedAt')::bigint > ${from}::bigint)`.execute(db);
  return rows;
}
