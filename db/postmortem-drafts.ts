import { sql } from 'kysely';
import type { Kysely, Selectable } from 'kysely';

import type { Database } from './schema.ts';

type Table = Database['postmortem_draft'];
export type Draft = Selectable<Table>;

/** The post-mortem that somebody has begun to write; undefined where nobody has. */
export const draftOf = (db: Kysely<Database>, reference: string): Promise<Draft | undefined> =>
  db.selectFrom('postmortem_draft').selectAll().where('reference', '=', reference).executeTakeFirst();

/** Keeps it in place of the one before; answers its version. */
export async function putDraft(
  tx: Kysely<Database>,
  { reference, words, saved_at, saved_by }: Omit<Draft, 'version'>,
): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    insert into postmortem_draft (reference, version, words, saved_at, saved_by)
    values (${reference}, 1, ${JSON.stringify(words)}::jsonb, ${saved_at}, ${saved_by})
    on conflict (reference) do update set version = postmortem_draft.version + 1,
      words = excluded.words, saved_at = excluded.saved_at, saved_by = excluded.saved_by
    returning version`.execute(tx);
  return rows[0]!.version;
}

export const deleteDraft = (tx: Kysely<Database>, reference: string) =>
  tx.deleteFrom('postmortem_draft').where('reference', '=', reference).execute();
