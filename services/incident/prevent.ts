import { insertIncident } from '../../db/incidents.ts';
import { nextReference } from '../../db/numbers.ts';
import { deleteDraft } from '../../db/postmortem-drafts.ts';
import { insertRelation } from '../../db/relations.ts';
import { maySee } from '../../domain/access.ts';
import type { Bodies } from '../../domain/incident/bodies.ts';
import { nextDue } from '../../domain/incident/due.ts';
import { known, UnknownValue } from '../../domain/incident/incident.ts';
import { open } from '../../domain/incident/open.ts';
import { policyName } from '../../domain/incident/policy.ts';
import type { Plan } from '../../domain/plan.ts';
import { postmortemIn } from '../../language/postmortem.ts';
import { dayAfter, endOfDay } from '../../language/time/end-of-day.ts';

import type { AskedBodies, Doing } from './prepare.ts';

/** What is to be done so that it does not happen again: a title, a person of the plan, and a date in the plan's zone. */
export interface Action {
  readonly title: string;
  readonly owner: string;
  readonly due: string;
}

/** How soon a runbook is to be brought up to date, days. */
const runbookDays = 7;

/**
 * Each action becomes a ticket of its owner's, due at the end of its day, a child of the incident; so does each runbook that is
 * to be brought up to date, within a week and by who says so. What was a draft so far is one no more. Throws `UnknownValue`.
 */
export async function preventing(doing: Doing, asked: AskedBodies['postmortem']): Promise<Bodies['postmortem']> {
  await deleteDraft(doing.tx, doing.incident.reference);
  const { actions, runbooks = [], ...said } = asked;
  const listed = typeof actions === 'object' ? actions : [];
  const tickets: string[] = [];
  for (const [index, one] of listed.entries())
    tickets.push(await openAction(doing, one, { owner: `actions/${index}/owner`, due: `actions/${index}/due` }));
  for (const name of new Set(runbooks))
    tickets.push(await openAction(doing, updating(doing, name), { owner: 'runbooks', due: 'runbooks' }));
  return { ...said, ...(typeof actions === 'string' && { actions }), ...(tickets.length > 0 && { tickets }) };
}

function updating({ caller, rules: { plan }, incident, at }: Doing, name: string): Action {
  known('runbooks', name, Object.keys(plan.runbooks), 'runbook');
  const owner = plan.people.includes(caller.by) ? caller.by : incident.assignee;
  if (owner === null)
    throw new UnknownValue(
      'runbooks',
      `Nobody is there to update the runbook "${name}": you are no person of the plan, and the incident is nobody's. Say it as one of the actions, with an owner.`,
    );
  const title = postmortemIn(plan.locale).updateRunbook(plan.runbooks[name]!.title);
  return { title, owner, due: dayAfter(at, runbookDays, plan.timezone) };
}

/** Which field says what, where it is wrong. */
interface Places {
  readonly owner: string;
  readonly due: string;
}

async function openAction(
  { tx, caller, rules, incident: from, at }: Doing,
  one: Action,
  places: Places,
): Promise<string> {
  const { plan } = rules;
  const type = typeOf(plan, from.type);
  known(places.owner, one.owner, plan.people, 'person');
  if (!maySee(plan, one.owner, type)) throw new UnknownValue(places.owner, `“${one.owner}” may not see such tickets.`);
  const doneBy = endOfDay(one.due, plan.timezone);
  if (doneBy <= at) throw new UnknownValue(places.due, `“${one.title}” cannot be due in the past, on ${one.due}.`);
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
  const findable = { locale: plan.locale, texts: [reference, one.title] };
  await insertIncident(tx, { incident, words: { ...words, ...rest }, findable, nextDueAt: nextDue(rules, incident) });
  await insertRelation(tx, { reference: from.reference, kind: 'parent', other: reference }, at, caller.by);
  return reference;
}

/** What only some may see of an incident, only they may see of its actions. */
const typeOf = ({ types, restricted }: Plan, type: string): string =>
  restricted[type] === undefined && types.includes('task') ? 'task' : type;

/** The last severity that such tickets may have. */
const mildest = ({ severities }: Plan, type: string): string =>
  Object.keys(severities).findLast((id) => severities[id]!.types?.includes(type) ?? true)!;
