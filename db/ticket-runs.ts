import { sql } from 'kysely';
import type { Kysely, RawBuilder } from 'kysely';

import type { Incident } from '../domain/incident/incident.ts';

import type { Database } from './schema.ts';

/** Wants a turn of what is still carried out for tickets that are over. */
export function wakingRuns(over: readonly { readonly incident: Incident }[]): RawBuilder<unknown> | null {
  if (over.length === 0) return null;
  const rows = over.map(({ incident: { reference, lastEventAt } }) => ({ reference, at: lastEventAt }));
  return sql`
    update run set wake_at = u.at from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as u (reference text, at bigint)
    where run.incident = u.reference and run.ended_at is null`;
}

/** What is still carried out for a ticket. */
export const openRunsFor = async (db: Kysely<Database>, incident: string): Promise<readonly string[]> =>
  (
    await db
      .selectFrom('run')
      .select('reference')
      .where('incident', '=', incident)
      .where('ended_at', 'is', null)
      .execute()
  ).map(({ reference }) => reference);
