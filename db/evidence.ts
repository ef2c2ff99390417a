import type { Insertable, Kysely, Transaction } from 'kysely';

import type { Database } from './schema.ts';

export type NewEvidence = Insertable<Database['evidence']>;

/** Keeps files of a run. One statement each: together they may be too much for one. */
export async function insertEvidence(tx: Transaction<Database>, files: readonly NewEvidence[]): Promise<void> {
  for (const file of files) await tx.insertInto('evidence').values(file).execute();
}

const told = ['id', 'run', 'event_key', 'step', 'name', 'type', 'size', 'digest', 'at'] as const;

/** The files of these runs without what is in them, in the order in which they came. */
export const evidenceOf = async (db: Kysely<Database>, runs: readonly string[]) =>
  runs.length === 0 ? [] : db.selectFrom('evidence').select(told).where('run', 'in', runs).orderBy('id').execute();

export const evidenceById = (db: Kysely<Database>, run: string, id: number) =>
  db
    .selectFrom('evidence')
    .select(['name', 'type', 'content'])
    .where('run', '=', run)
    .where('id', '=', id)
    .executeTakeFirst();
