import { sql } from 'kysely';
import type { Kysely } from 'kysely';

import type { Database } from './schema.ts';

export type VulnerabilityRow = Database['vulnerability'];

/** A weakness of a package under any of its names, whoever reported it, the latest first. */
export const sameVulnerability = (
  db: Kysely<Database>,
  { plan, ecosystem, name, names }: Pick<VulnerabilityRow, 'plan' | 'ecosystem' | 'name' | 'names'>,
): Promise<VulnerabilityRow | undefined> =>
  db
    .selectFrom('vulnerability')
    .selectAll()
    .where('plan', '=', plan)
    .where('ecosystem', '=', ecosystem)
    .where('name', '=', name)
    .where(sql<boolean>`names && ${[...names]}::text[]`)
    .orderBy(sql`gone_at is not null`)
    .orderBy('last_at', 'desc')
    .limit(1)
    .executeTakeFirst();

/** Keeps that a source reports it: since when stays, and so does that nobody was alerted. */
export const noteVulnerability = (db: Kysely<Database>, row: VulnerabilityRow) =>
  db
    .insertInto('vulnerability')
    .values(row)
    .onConflict((one) =>
      one.columns(['plan', 'source', 'key']).doUpdateSet({
        names: row.names,
        reference: row.reference,
        last_at: row.last_at,
        gone_at: null,
      }),
    )
    .execute();

/** What has brought no update forward yet, the first first. */
export const notAlerted = (db: Kysely<Database>, plan: string): Promise<VulnerabilityRow[]> =>
  db
    .selectFrom('vulnerability')
    .selectAll()
    .where('plan', '=', plan)
    .where('alerted_at', 'is', null)
    .orderBy('last_at')
    .orderBy('key')
    .execute();

/** Says when the updates of a ticket's weakness were begun, whoever reported it; null: they are to be. */
export const noteAlerted = (
  db: Kysely<Database>,
  { plan, reference }: Pick<VulnerabilityRow, 'plan' | 'reference'>,
  at: number | null,
) =>
  db
    .updateTable('vulnerability')
    .set({ alerted_at: at })
    .where('plan', '=', plan)
    .where('reference', '=', reference)
    .execute();

/** What a source reported before `at`, and not since. */
export const unreported = (
  db: Kysely<Database>,
  plan: string,
  source: string,
  at: number,
): Promise<VulnerabilityRow[]> =>
  db
    .selectFrom('vulnerability')
    .selectAll()
    .where('plan', '=', plan)
    .where('source', '=', source)
    .where('gone_at', 'is', null)
    .where('last_at', '<', at)
    .orderBy('key')
    .execute();

/** Whether another source still reports it. */
export async function reportedElsewhere(
  db: Kysely<Database>,
  { plan, source, reference }: Pick<VulnerabilityRow, 'plan' | 'source' | 'reference'>,
): Promise<boolean> {
  const query = db.selectFrom('vulnerability').select('key').where('plan', '=', plan).where('source', '!=', source);
  const found = query.where('reference', '=', reference).where('gone_at', 'is', null);
  return (await found.limit(1).executeTakeFirst()) !== undefined;
}

/** The source does not report it any more. */
export const noteGone = (db: Kysely<Database>, { plan, source, key, last_at }: VulnerabilityRow, at: number) =>
  db
    .updateTable('vulnerability')
    .set({ gone_at: at })
    .where('plan', '=', plan)
    .where('source', '=', source)
    .where('key', '=', key)
    .where('last_at', '=', last_at)
    .execute();
