import type { Transaction } from 'kysely';

import { countOpen } from '../../db/incident-lists.ts';
import { requesterTold } from '../../db/notifications.ts';
import type { Database } from '../../db/schema.ts';
import { fireDue, isEnding } from '../../domain/incident/due.ts';
import { heard, unheard } from '../../domain/incident/heard.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Rules } from '../../domain/plan.ts';

/**
 * A locked incident with everything done that is due by `now`; what its requester has been told by then counts, and what was
 * done so that it does not happen again.
 */
export async function caughtUp(
  tx: Transaction<Database>,
  rules: Rules,
  incident: Incident,
  now: number,
): Promise<Incident> {
  const told = incident.untold === null ? incident : await asTold(tx, rules, incident, now);
  const { actions = [], unfinished } = told;
  const open = actions.length > 0 && isEnding(told) ? await countOpen(tx, actions) : unfinished;
  return fireDue(rules, open === unfinished ? told : { ...told, unfinished: open! }, now);
}

async function asTold(tx: Transaction<Database>, rules: Rules, incident: Incident, now: number): Promise<Incident> {
  const told = await requesterTold(tx, incident.reference, incident.untold!);
  if (told?.outcome === 'sent') return heard(rules, incident, Math.max(told.sent_at!, told.at), now);
  return told?.try_at != null ? incident : unheard(rules, fireDue(rules, incident, now), now);
}
