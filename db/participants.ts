import { sql } from 'kysely';
import type { Kysely, Selectable } from 'kysely';

import type { Database } from './schema.ts';

type Table = Database['participant'];
export type Participant = Selectable<Table>;
export type ParticipantRole = Table['role'];

/** Adds somebody to an incident, once in each role; answers the id, the same one where they are there already. */
export async function insertParticipant(
  tx: Kysely<Database>,
  { reference, role, person, name, email, added_at }: Omit<Participant, 'id'>,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into participant (reference, role, person, name, email, added_at)
    values (${reference}, ${role}, ${person}, ${name}, ${email}, ${added_at})
    on conflict (reference, role, coalesce(person, lower(email), name))
      do update set name = coalesce(excluded.name, participant.name)
    returning id`.execute(tx);
  return rows[0]!.id;
}

/** Who follows an incident and who suffers from it, in the order in which they were added. */
export const participantsOf = (db: Kysely<Database>, reference: string): Promise<Participant[]> =>
  db.selectFrom('participant').selectAll().where('reference', '=', reference).orderBy('id').execute();

export const participantById = (db: Kysely<Database>, id: number): Promise<Participant | undefined> =>
  db.selectFrom('participant').selectAll().where('id', '=', id).executeTakeFirst();

export const deleteParticipant = (tx: Kysely<Database>, id: number) =>
  tx.deleteFrom('participant').where('id', '=', id).execute();
