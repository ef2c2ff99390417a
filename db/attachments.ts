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
