import { sql } from 'kysely';
import type { Kysely } from 'kysely';

import { openStatuses } from '../domain/incident/incident.ts';

import type { Db } from './connect.ts';
import { conditionsOf, finished } from './incident-filter.ts';
import type { Filter } from './incident-filter.ts';
import { hopeful } from './incidents.ts';
import { isReference } from './numbers.ts';
import type { Database } from './schema.ts';

/** A page of a list. */
export interface Page {
  /** Only what comes after this one, in the list's order. */
  readonly after?: { readonly openedAt: number; readonly reference: string } | undefined;
  readonly limit: number;
}

/** Incidents, the newest first. */
export function listIncidents(db: Db, { after, limit, ...filter }: Filter & Page) {
  let query = db
    .selectFrom('incident')
    .selectAll()
    .orderBy('opened_at', 'desc')
    .orderBy('reference', 'desc')
    .limit(limit);
  for (const condition of conditionsOf(filter)) query = query.where(condition);
  if (after !== undefined)
    query = query.where(sql<boolean>`(opened_at, reference) < (${after.openedAt}::bigint, ${after.reference})`);
  return query.execute();
}

/** Undefined where there is none, whatever the text. */
export const readIncident = async (db: Db, reference: string) =>
  isReference(reference)
    ? db.selectFrom('incident').selectAll().where('reference', '=', reference).executeTakeFirst()
    : undefined;

/** How many of these are open. */
export async function countOpen(db: Db, references: readonly string[]): Promise<number> {
  const query = db.selectFrom('incident').select('reference').where('reference', 'in', references);
  return (await query.where('status', 'in', openStatuses).execute()).length;
}

/** The type of each of these tickets, and of the tickets for which these runs (`run:SHO-R1`) are. */
export async function typesOf(db: Db, subjects: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const runs = subjects.filter((one) => one.startsWith('run:')).map((one) => one.slice('run:'.length));
  const ofRuns = db
    .selectFrom('run')
    .innerJoin('incident', 'incident.reference', 'run.incident')
    .select([sql<string>`'run:' || run.reference`.as('reference'), 'incident.type'])
    .where('run.reference', 'in', [...runs, '']);
  const query = db
    .selectFrom('incident')
    .select(['reference', 'type'])
    .where('reference', 'in', [...subjects, ''])
    .unionAll(ofRuns);
  return new Map((await query.execute()).map(({ reference, type }) => [reference, type]));
}

/** The incident that this caller opened under this key. */
export const findByKey = (db: Db, caller: string, key: string) =>
  db
    .selectFrom('incident')
    .select(['reference', 'body_hash'])
    .where('caller', '=', caller)
    .where('key', '=', key)
    .executeTakeFirst();

/** The open incident of a plan with this deduplication key. */
export const findByDedupKey = (db: Db, plan: string, dedupKey: string) =>
  db
    .selectFrom('incident')
    .select(['reference', 'type'])
    .where('plan', '=', plan)
    .where('dedup_key', '=', dedupKey)
    .where('status', 'not in', finished)
    .executeTakeFirst();

/** What has been due since `until` or longer, the longest first, without what has failed lately. */
export async function dueReferences(
  db: Kysely<Database>,
  until: number,
  now: number,
  limit: number,
): Promise<string[]> {
  const query = db.selectFrom('incident').select('reference').where('next_due_at', '<=', until).where(hopeful(now));
  return (await query.orderBy('next_due_at').limit(limit).execute()).map(({ reference }) => reference);
}

/** The open incidents of a plan that this person was the last to acknowledge; a roll call is nobody's to hold. */
export const heldBy = (db: Kysely<Database>, plan: string, person: string) =>
  db
    .selectFrom('incident')
    .selectAll()
    .where('plan', '=', plan)
    .where('status', 'not in', finished)
    .where(
      sql<boolean>`state ->> 'acknowledgedAt' is not null and state ->> 'rollCall' is null and ${person} =
        (select by from event where event.reference = incident.reference and kind = 'acknowledged' order by seq desc limit 1)`,
    )
    .orderBy('opened_at')
    .limit(200)
    .execute();
