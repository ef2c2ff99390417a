import { insertIncident } from '../../db/incidents.ts';
import { nextReference } from '../../db/numbers.ts';
import { deleteDraft } from '../../db/postmortem-drafts.ts';
import { insertRelation } from '../../db/relations.ts';
import { indexWords } from '../../db/search.ts';
import { maySee } from '../../domain/access.ts';
import type { Bodies } from '../../domain/incident/bodies.ts';
import { nextDue } from '../../domain/incident/due.ts';
import { known, UnknownValue } from '../../domain/incident/incident.ts';
import { open } from '../../domain/incident/open.ts';
import { policyName } from '../../domain/incident/policy.ts';
import type { Plan } from '../../domain/plan.ts';
import { endOfDay } from '../../language/time/end-of-day.ts';

import type { AskedBodies, Doing } from './prepare.ts';

/** What is to be done so that it does not happen again: a title, a person of the plan, and a date in the plan's zone. */
export interface Action {
  readonly title: string;
  readonly owner: string;
  readonly due: string;
}

/**
 * Each action becomes a ticket of its owner's, due at the end of its day, a child of the incident; what was a draft so far is
 * one no more. Throws `UnknownValue`.
 */
export async function preventing(doing: Doing, asked: AskedBodies['postmortem']): Promise<Bodies['postmortem']> {
  await deleteDraft(doing.tx, doing.incident.reference);
  const { actions, ...said } = asked;
  if (actions === undefined) return said;
  if (typeof actions === 'string') return { ...said, actions };
  const tickets: string[] = [];
  for (const [index, one] of actions.entries()) tickets.push(await openAction(doing, one, index));
  return { ...said, tickets };
}

async function openAction(
  { tx, caller, rules, incident: from, at }: Doing,
  one: Action,
  index: number,
): Promise<string> {
  const { plan } = rules;
  const type = typeOf(plan, from.type);
  known(`actions/${index}/owner`, one.owner, plan.people, 'person');
  if (!maySee(plan, one.owner, type))
    throw new UnknownValue(`actions/${index}/owner`, `“${one.owner}” may not see such tickets.`);
  const doneBy = endOfDay(one.due, plan.timezone);
  if (doneBy <= at)
    throw new UnknownValue(`actions/${index}/due`, `“${one.title}” cannot be due in the past, on ${one.due}.`);
  const reference = await nextReference(tx, plan.reference);
  const none = { service: null, impact: null, category: null, requester: null };
  const owners = [{ person: one.owner }];
  const policy = policyName(rules, from);
  const watched = policy === null ? {} : { overseenBy: policy };
  const opening = {
    ...none,
    ...watched,
    reference,
    type,
    severity: mildest(plan, type),
    by: caller.by,
    owners,
    doneBy,
  };
  const incident = open(rules, opening, at);
  const words = { title: one.title, description: null, impact: null, channel: null, key: null, body_hash: '' };
  const rest = { caller: caller.id, dedup_key: null, requester: null, fields: '{}' };
  await insertIncident(tx, incident, { ...words, ...rest }, nextDue(rules, incident));
  await indexWords(tx, reference, plan.locale, [reference, one.title]);
  await insertRelation(tx, { reference: from.reference, kind: 'parent', other: reference }, at, caller.by);
  return reference;
}

/** What only some may see of an incident, only they may see of its actions. */
const typeOf = ({ types, restricted }: Plan, type: string): string =>
  restricted[type] === undefined && types.includes('task') ? 'task' : type;

/** The last severity that such tickets may have. */
const mildest = ({ severities }: Plan, type: string): string =>
  Object.keys(severities).findLast((id) => severities[id]!.types?.includes(type) ?? true)!;
