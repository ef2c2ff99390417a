import type { Transaction } from 'kysely';

import { eventsOf } from '../../db/events.ts';
import { findByKey } from '../../db/incident-lists.ts';
import { insertIncident } from '../../db/incidents.ts';
import { nextReference } from '../../db/numbers.ts';
import type { Database } from '../../db/schema.ts';
import { nextDue } from '../../domain/incident/due.ts';
import { lookBackOn } from '../../domain/incident/look-back.ts';
import { open } from '../../domain/incident/open.ts';
import type { Plan, Rules } from '../../domain/plan.ts';
import { procedureOf, subjectOf } from '../../domain/procedure/run.ts';
import type { Run } from '../../domain/procedure/run.ts';
import { runMessagesIn } from '../../language/run-messages.ts';

import type { Stir } from './tell-ticket.ts';

/** Whether somebody must look back on how it ended: not where nothing came of it. */
export const isToBeLookedBackOn = ({ status }: Pick<Run, 'status'>): boolean =>
  ['done', 'failed', 'undone'].includes(status);

/**
 * Opens the ticket by which somebody looks back on a run that has ended, once, where the plan wants that and no incident owes it: one that the run worked for,
 * or one that its failure opens.
 */
export async function lookBack(
  tx: Transaction<Database>,
  rules: Rules,
  run: Run,
  at: number,
): Promise<readonly Stir[]> {
  const { title, owner, service, postmortem } = procedureOf(rules, run);
  if (postmortem === undefined || run.incident !== null || !isToBeLookedBackOn(run)) return [];
  const subject = subjectOf(run.reference);
  const before = await eventsOf(tx, subject);
  if ([...before, ...run.events].some(({ data }) => typeof data['opens'] === 'string')) return [];
  if ((await findByKey(tx, subject, key)) !== undefined) return [];
  const { plan } = rules;
  const reference = await nextReference(tx, plan.reference);
  const none = { impact: null, requester: null, by: null };
  const of = { reference, service, category: lookBackOn(run.procedure), owners: owner, ...kindOf(plan) };
  const incident = open(rules, { ...none, ...of }, at);
  const say = runMessagesIn(plan.locale);
  const said = { title: say.postmortem(title), description: say.lookBack(run.reference) };
  const rest = { impact: null, channel: 'procedure', requester: null, fields: '{}', dedup_key: null };
  const words = { ...said, ...rest, caller: subject, key, body_hash: '' };
  const findable = { locale: plan.locale, texts: [reference, said.title, said.description] };
  await insertIncident(tx, { incident, words, findable, nextDueAt: nextDue(rules, incident) });
  return [{ reference, kind: 'opened' }];
}

const key = 'postmortem';

/** A task where the plan has any, of the last severity that it may have. */
function kindOf({ types, severities }: Plan): { readonly type: string; readonly severity: string } {
  const type = types.includes('task') ? 'task' : types[0]!;
  const all = Object.keys(severities);
  return { type, severity: all.findLast((id) => severities[id]!.types?.includes(type) ?? true) ?? all.at(-1)! };
}
