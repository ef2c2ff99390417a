import { findByKey } from '../../db/incident-lists.ts';
import { noteOccurrence, occurrenceOf, pauseWithin } from '../../db/occurrences.ts';
import type { Rules } from '../../domain/plan.ts';
import { administrator } from '../access/caller.ts';
import type { Desk } from '../desk.ts';
import { open } from '../incident/open.ts';
import { rulesInForce } from '../plan/rules.ts';
import { probeName, probeReference, probeSent, sendProbe } from '../probe/send.ts';

import { reportOf } from './report.ts';
import { ticketOf } from './ticket.ts';

/** Something of a plan that has come round. */
export interface Occurrence {
  readonly plan: string;
  /** Such as `reviews/access`. */
  readonly name: string;
  /** When it should begin by the plan, epoch ms. */
  readonly nominalAt: number;
}

/** Who has it begun out of turn, and why: `asked`, `change`. */
export interface Asking {
  readonly by: string;
  readonly why: string;
}

/**
 * Begins what has come round, once for each nominal instant however often it is asked, and answers the reference of what that opened;
 * null where nothing is begun: the schedule is paused, or the plan does not have it any more. Out of turn a pause keeps nothing from it.
 */
export async function begin(desk: Desk, one: Occurrence, asking: Asking | null = null): Promise<string | null> {
  const settled = await settledAs(desk, one);
  if (settled !== undefined) return settled.what;
  // Whatever the plan says by now: what this instant has opened stands.
  const standing = await standingFor(desk, one);
  if (standing !== undefined) return begun(desk, one, standing, asking);
  const pause = asking === null ? await pauseWithin(desk.db, one.plan, one.name, one.nominalAt, desk.now()) : undefined;
  if (pause !== undefined) return skipped(desk, one, { why: 'paused', pause: pause.id });
  const rules = await rulesInForce(desk, one.plan);
  const what = rules && (await opened(desk, rules, one));
  return what == null ? null : begun(desk, one, what, asking);
}

async function opened(desk: Desk, rules: Rules, one: Occurrence): Promise<string | null> {
  const { plan, name, nominalAt } = one;
  if (name === probeName) return sendProbe(desk, rules, nominalAt);
  const ticket = ticketOf(rules.plan, name);
  if (ticket === undefined) return null;
  const more = { ...ticket.more, by: null, dueAt: nominalAt };
  const report = await reportOf(desk, rules.plan, ticket, one);
  return (await open(desk, administrator(callerId(plan), plan), report, keyOf(name, nominalAt), more)).reference;
}

/** What became of this instant; undefined while it waits to be begun. */
export async function settledAs(
  { db }: Pick<Desk, 'db'>,
  { plan, name, nominalAt }: Occurrence,
): Promise<{ readonly what: string | null } | undefined> {
  const row = await occurrenceOf(db, { plan, name, nominal_at: nominalAt });
  return row === undefined || row.outcome === 'overdue' ? undefined : { what: row.what };
}

/** What was opened for this instant by somebody who then got no further. */
async function standingFor({ db }: Desk, { plan, name, nominalAt }: Occurrence): Promise<string | undefined> {
  const probe = probeReference(plan, nominalAt);
  if (name === probeName) return (await probeSent({ db }, probe)) ? probe : undefined;
  return (await findByKey(db, callerId(plan), keyOf(name, nominalAt)))?.reference;
}

async function begun(desk: Desk, one: Occurrence, what: string, asking: Asking | null): Promise<string> {
  const { plan, name, nominalAt } = one;
  const row = { plan, name, nominal_at: nominalAt, what, begun_at: desk.now(), pause: null };
  const why = asking?.why ?? null;
  await noteOccurrence(desk.db, { ...row, outcome: 'begun', why, asked_by: asking?.by ?? null });
  return what;
}

async function skipped(
  desk: Desk,
  { plan, name, nominalAt }: Occurrence,
  { why, pause }: { readonly why: string; readonly pause: number | null },
): Promise<null> {
  const row = { plan, name, nominal_at: nominalAt, what: null, begun_at: null, asked_by: null };
  await noteOccurrence(desk.db, { ...row, outcome: 'skipped', why, pause });
  return null;
}

const callerId = (plan: string): string => `schedule:${plan}`;

const keyOf = (name: string, nominalAt: number): string => `schedule:${name}:${new Date(nominalAt).toISOString()}`;
