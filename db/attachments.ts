import type { Insertable, Kysely } from 'kysely';

import type { Database } from './schema.ts';

export type NewAttachment = Insertable<Database['attachment']>;

/** Keeps files of a ticket; what is there already stays. One statement each: together they may be too much for one. */
export async function insertAttachments(db: Kysely<Database>, files: readonly NewAttachment[]): Promise<void> {
  for (const file of files)
    await db
      .insertInto('attachment')
      .values(file)
      .onConflict((row) => row.columns(['mail', 'part']).doNothing())
      .execute();
}
const told = ['id', 'reference', 'event_key', 'public', 'name', 'type', 'size', 'at'] as const;

/** The files of a ticket without what is in them, in the order in which they came. */
export const attachmentsOf = (db: Kysely<Database>, reference: string) =>
  db.selectFrom('attachment').select(told).where('reference', '=', reference).orderBy('id').execute();

export const attachmentById = (db: Kysely<Database>, reference: string, id: number) =>
  db
    .selectFrom('attachment')
    .select([...told, 'content'])
    .where('reference', '=', reference)
    .where('id', '=', id)
    .executeTakeFirst();
