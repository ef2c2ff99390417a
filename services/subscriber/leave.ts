import type { Transaction } from 'kysely';

import { lockIncident, saveIncidents } from '../../db/incidents.ts';
import { deleteParticipant, participantById } from '../../db/participants.ts';
import type { Participant } from '../../db/participants.ts';
import type { Database } from '../../db/schema.ts';
import { deleteSubscriber } from '../../db/subscribers.ts';
import { left } from '../../domain/incident/relating.ts';
import type { Follower } from '../access/links.ts';
import type { Desk } from '../desk.ts';
import { rulesInForce } from '../plan/rules.ts';

/** What somebody would hear no more of; undefined where the plan is not there any more. */
export async function followed(desk: Pick<Desk, 'db' | 'now' | 'rules'>, { plan, reference }: Follower) {
  const rules = await rulesInForce(desk, plan);
  return rules && { what: reference ?? rules.plan.title, locale: rules.plan.locale };
}

/** They hear no more, not even what waits; who is gone already stays so. The incident's record says it, while it lives. */
export async function leave({ db, now }: Pick<Desk, 'db' | 'now'>, { recipient }: Follower): Promise<void> {
  const id = Number(/\d+$/.exec(recipient)![0]);
  if (recipient.startsWith('subscriber:')) return void (await deleteSubscriber(db, id));
  await db.transaction().execute(async (tx) => {
    const found = await participantById(tx, id);
    if (found !== undefined) await goes(tx, found, now());
  });
}

async function goes(tx: Transaction<Database>, { id, reference, role }: Participant, at: number): Promise<void> {
  const locked = await lockIncident(tx, reference);
  await deleteParticipant(tx, id);
  if (locked === undefined || locked.incident.endedAt !== null) return;
  const incident = left(locked.incident, { who: `participant:${id}`, as: role }, at);
  await saveIncidents(tx, [{ locked, incident, nextDueAt: locked.nextDueAt, wakeAt: locked.wakeAt }]);
}
