import { sql } from 'kysely';
import type { Kysely, RawBuilder } from 'kysely';

import { openStatuses } from '../domain/incident/incident.ts';
import type { Incident } from '../domain/incident/incident.ts';

import type { Database } from './schema.ts';

type Tx = Kysely<Database>;

/** By what an alert or an open incident is known. */
export interface Known {
  readonly plan: string;
  readonly key: string;
}

const open = sql.join(openStatuses.map((one) => sql.lit(one)));
const wanted = (keys: readonly Known[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as u (plan text, key text)`;

/** The open incidents that stand for these keys, by the key that each was opened under or by an alert of theirs. */
export async function incidentsFor(tx: Tx, keys: readonly Known[]) {
  if (keys.length === 0) return [];
  const { rows } = await sql<Known & { reference: string }>`
    select u.plan, u.key, i.reference from ${wanted(keys)}
      join incident i on i.plan = u.plan and i.dedup_key = u.key and i.status in (${open})
    union
    select u.plan, u.key, i.reference from ${wanted(keys)}
      join alert a on a.plan = u.plan and a.key = u.key and a.status = 'firing'
      join incident i on i.reference = a.reference and i.status in (${open})`.execute(tx);
  return rows;
}

/** The firing alerts with these keys. */
export async function firingAlerts(tx: Tx, keys: readonly Known[]) {
  if (keys.length === 0) return [];
  const { rows } = await sql<Alert>`
    select a.plan, a.key, a.reference, a.source, a.status, a.title, a.count, a.first_at, a.last_at, a.resolved_at, a.details
    from ${wanted(keys)} join alert a on a.plan = u.plan and a.key = u.key and a.status = 'firing'`.execute(tx);
  return rows;
}

/** An alert as it is kept. */
export type Alert = Omit<Database['alert'], 'details'> & { readonly details: Readonly<Record<string, unknown>> };

/** How many alerts of each of these incidents are firing. */
export async function countFiring(tx: Tx, references: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (references.length === 0) return new Map();
  const query = tx
    .selectFrom('alert')
    .select('reference')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('reference', 'in', references)
    .where('status', '=', 'firing')
    .groupBy('reference');
  return new Map((await query.execute()).map(({ reference, count }) => [reference, count]));
}

/** How many alerts of a plan have come since then, by service and type of their incident. */
export async function newSince(tx: Tx, plan: string, since: number) {
  const { rows } = await sql<{ service: string | null; type: string; count: number }>`
    select i.service, i.type, count(*) as count from alert a join incident i using (reference)
    where a.plan = ${plan} and a.first_at > ${since} group by i.service, i.type`.execute(tx);
  return rows;
}

/** Of a service and a type, the open incidents of alerts that came since then and that nothing else pages for. */
export async function recentIncidents(
  tx: Tx,
  { plan, service, type, since }: { plan: string; service: string | null; type: string; since: number },
): Promise<string[]> {
  const { rows } = await sql<{ reference: string }>`
    select distinct i.reference from alert a join incident i using (reference)
    where a.plan = ${plan} and a.first_at > ${since} and i.service is not distinct from ${service} and i.type = ${type}
      and i.status in (${open}) and i.dedup_key not like 'storm/%' and i.state ->> 'pagedBy' is null
      and not exists (select from relation r where r.other = i.reference and r.kind = 'parent')`.execute(tx);
  return rows.map(({ reference }) => reference);
}

/** A known alert that was heard of again. */
export interface Repeated {
  readonly reference: string;
  readonly key: string;
  readonly times: number;
  readonly status: Alert['status'];
  readonly last_at: number;
  readonly resolved_at: number | null;
  /** Null where it brought nothing new. */
  readonly details: object | null;
}

/** Counts repetitions and what they brought. One statement, however many. */
export async function repeatAlerts(tx: Tx, all: readonly Repeated[]): Promise<void> {
  if (all.length === 0) return;
  await sql`
    update alert set count = count + u.times, status = u.status, last_at = u.last_at, resolved_at = u.resolved_at,
      details = coalesce(u.details, alert.details)
    from jsonb_to_recordset(${JSON.stringify(all)}::jsonb) as u (reference text, key text, times int, status text, last_at bigint,
      resolved_at bigint, details jsonb)
    where alert.reference = u.reference and alert.key = u.key`.execute(tx);
}

/** Keeps new alerts; one that its incident had before fires again. One statement, however many. */
export async function insertAlerts(tx: Tx, all: readonly Alert[]): Promise<void> {
  if (all.length === 0) return;
  await sql`
    insert into alert (plan, key, reference, source, status, title, count, first_at, last_at, resolved_at, details)
    select plan, key, reference, source, status, title, count, first_at, last_at, resolved_at, details
    from jsonb_to_recordset(${JSON.stringify(all)}::jsonb) as u (plan text, key text, reference text, source text, status text,
      title text, count int, first_at bigint, last_at bigint, resolved_at bigint, details jsonb)
    on conflict (reference, key) do update set status = excluded.status, count = alert.count + excluded.count,
      last_at = excluded.last_at, resolved_at = excluded.resolved_at, details = alert.details || excluded.details`.execute(
    tx,
  );
}

/** The alerts of incidents that are over are over, too; null where there is none. */
export function calming(over: readonly { readonly incident: Incident }[]): RawBuilder<unknown> | null {
  if (over.length === 0) return null;
  const rows = over.map(({ incident: { reference, lastEventAt } }) => ({ reference, at: lastEventAt }));
  return sql`
    update alert set status = 'resolved', resolved_at = u.at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as u (reference text, at bigint)
    where alert.reference = u.reference and alert.status = 'firing'`;
}

/** The open incidents of storms of which no alert is firing and no child open. */
export async function overStorms(db: Tx): Promise<string[]> {
  const { rows } = await sql<{ reference: string }>`
    select i.reference from incident i
    where i.dedup_key like 'storm/%' and i.ended_at is null and i.status in (${open}) and i.state ->> 'storm' is not null
      and not exists (select from alert a where a.reference = i.reference and a.status = 'firing')
      and not exists (
        select from relation r join incident c on c.reference = r.other
        where r.reference = i.reference and r.kind = 'parent' and c.status in (${open}))
    limit 100`.execute(db);
  return rows.map(({ reference }) => reference);
}

/** The open children of storms that are over. */
export async function looseChildren(db: Tx): Promise<string[]> {
  const { rows } = await sql<{ reference: string }>`
    select c.reference from incident i
      join relation r on r.reference = i.reference and r.kind = 'parent' join incident c on c.reference = r.other
    where i.dedup_key like 'storm/%' and i.status not in (${open}) and i.ended_at is null and c.status in (${open})
      and c.state ->> 'pagedBy' = i.reference
    limit 100`.execute(db);
  return rows.map(({ reference }) => reference);
}

/** The firing alerts of a sender that were not heard of since then, nor asked about. */
export const silentAlerts = (db: Tx, { plan, source, since }: { plan: string; source: string; since: number }) =>
  db
    .selectFrom('alert')
    .select(['key', 'title'])
    .where('plan', '=', plan)
    .where('source', '=', source)
    .where('status', '=', 'firing')
    .where('last_at', '<=', since)
    .where(sql<boolean>`coalesce((details ->> 'askedAt')::bigint, 0) <= last_at`)
    .orderBy('last_at')
    .limit(200)
    .execute();

/** The alerts of an incident, the first first, at most so many. */
export const alertsOf = (db: Tx, reference: string, limit: number) =>
  db
    .selectFrom('alert')
    .selectAll()
    .where('reference', '=', reference)
    .orderBy('first_at')
    .orderBy('key')
    .limit(limit)
    .execute();

/** How many alerts an incident has, by how they stand. */
export const countAlerts = (db: Tx, reference: string) =>
  db
    .selectFrom('alert')
    .select('status')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('reference', '=', reference)
    .groupBy('status')
    .execute();
