import type { Transaction } from 'kysely';

import { deleteParticipant, insertParticipant, participantsOf } from '../../db/participants.ts';
import type { Participant, ParticipantRole } from '../../db/participants.ts';
import type { Database } from '../../db/schema.ts';

type Tx = Transaction<Database>;

/** Who takes part: a person of the plan, somebody with an address, or somebody known by name alone, who is told nothing. */
export interface Who {
  readonly person?: string | undefined;
  readonly email?: string | undefined;
  readonly name?: string | undefined;
}

/** Adds somebody to an incident in a role; who has it already keeps it. Answers the participant's id, for events. */
export const participantFor = (
  tx: Tx,
  reference: string,
  role: ParticipantRole,
  { person, email, name }: Who,
  at: number,
): Promise<number> =>
  insertParticipant(tx, {
    reference,
    role,
    person: person ?? null,
    email: person === undefined ? (email ?? null) : null,
    name: name ?? null,
    added_at: at,
  });

/** The participant of an incident who is this; undefined where nobody is. */
export async function findParticipant(
  tx: Tx,
  reference: string,
  role: ParticipantRole,
  { person, email, name }: Who,
): Promise<Participant | undefined> {
  const wanted = person ?? email?.toLowerCase() ?? name;
  return (await participantsOf(tx, reference)).find(
    (one) => one.role === role && (one.person ?? one.email?.toLowerCase() ?? one.name) === wanted,
  );
}

/** Takes somebody out; what still waits for them is then refused. Answers the id that they had; undefined where nobody was. */
export async function removeParticipant(
  tx: Tx,
  reference: string,
  role: ParticipantRole,
  who: Who,
): Promise<number | undefined> {
  const found = await findParticipant(tx, reference, role, who);
  if (found !== undefined) await deleteParticipant(tx, found.id);
  return found?.id;
}
