import type { Transaction } from 'kysely';

import { lastData } from '../../db/events.ts';
import { readIncident } from '../../db/incident-lists.ts';
import { deleteParticipant, participantsOf } from '../../db/participants.ts';
import type { Database } from '../../db/schema.ts';

import { participantFor } from './participant.ts';

type Tx = Transaction<Database>;

/** Whoever follows a ticket, asked for it or suffers from it follows another from now on; answers who did not yet, by number. */
export async function joinFollowers(tx: Tx, from: string, into: string, at: number): Promise<number[]> {
  const before = new Set((await participantsOf(tx, into)).map(({ id }) => id));
  const { requester } = (await readIncident(tx, from))!;
  const ids = requester === null ? [] : [await participantFor(tx, into, 'watcher', requester, at)];
  for (const { role, person, email, name } of await participantsOf(tx, from)) {
    const who = { person: person ?? undefined, email: email ?? undefined, name: name ?? undefined };
    ids.push(await participantFor(tx, into, role, who, at));
  }
  return [...new Set(ids)].filter((id) => !before.has(id));
}

/** Takes out of a ticket those who follow it only because another was merged into it. */
export async function leaveFollowers(tx: Tx, from: string, into: string): Promise<void> {
  const data = await lastData(tx, into, 'merged-in', { from });
  for (const id of (data?.['joined'] ?? []) as number[]) await deleteParticipant(tx, id);
}
