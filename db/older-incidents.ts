import { sql } from 'kysely';
import type { Kysely } from 'kysely';

import type { Database } from './schema.ts';

/** Incidents of a plan under a version before this one, that have not ended, after a reference. */
const older = (db: Kysely<Database>, plan: string, version: number, after: string) =>
  db
    .selectFrom('incident')
    .where('plan', '=', plan)
    .where('plan_version', '<', version)
    .where('ended_at', 'is', null)
    .where('reference', '>', after);

/** Up to `limit` of them, by reference. */
export const olderIncidents = (db: Kysely<Database>, plan: string, version: number, after: string, limit: number) =>
  older(db, plan, version, after)
    .select(['reference', 'type', 'title', 'plan_version', 'state'])
    .orderBy('reference')
    .limit(limit)
    .execute();

/** How many they are. */
export async function countOlder(db: Kysely<Database>, plan: string, version: number, after: string): Promise<number> {
  const query = older(db, plan, version, after).select(({ fn }) => fn.countAll<number>().as('count'));
  return (await query.executeTakeFirstOrThrow()).count;
}

/** How many incidents have an event with this key and go by this version. */
export async function countMoved(db: Kysely<Database>, plan: string, version: number, key: string): Promise<number> {
  const query = db
    .selectFrom('incident')
    .where('plan', '=', plan)
    .where('plan_version', '=', version)
    .where(sql<boolean>`exists (select from event where event.reference = incident.reference and key = ${key})`)
    .select(({ fn }) => fn.countAll<number>().as('count'));
  return (await query.executeTakeFirstOrThrow()).count;
}
