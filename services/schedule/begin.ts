import { findByKey } from '../../db/incident-lists.ts';
import { noteOccurrence, occurrenceOf } from '../../db/occurrences.ts';
import { runByKey } from '../../db/runs.ts';
import type { Rules } from '../../domain/plan.ts';
import type { Why } from '../../domain/procedure/run.ts';
import { administrator } from '../access/caller.ts';
import type { Desk } from '../desk.ts';
import { open } from '../incident/open.ts';
import { rulesInForce } from '../plan/rules.ts';
import { startRun } from '../procedure/start.ts';
import { probeName, probeReference, probeSent, sendProbe } from '../probe/send.ts';

import { heldBack } from './held-back.ts';
import type { HeldBack } from './held-back.ts';
import { procedureNamed } from './procedure.ts';
import { openWithRun } from './open-with-run.ts';
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
  readonly why: 'asked' | 'change';
  /** What has changed, in the words of the plan. */
  readonly what?: string;
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
  const rules = await rulesInForce(desk, one.plan);
  const held = asking === null ? await heldBack(desk, rules, one) : null;
  if (held !== null) return skipped(desk, one, held);
  const what = rules && (await opened(desk, rules, one, asking));
  return what == null ? null : begun(desk, one, what, asking);
}

async function opened(desk: Desk, rules: Rules, one: Occurrence, asking: Asking | null): Promise<string | null> {
  const { plan, name, nominalAt } = one;
  if (name === probeName) return sendProbe(desk, rules, nominalAt);
  const ticket = ticketOf(rules.plan, name);
  if (ticket === undefined) return started(desk, rules, one, asking);
  const more = { ...ticket.more, by: null, dueAt: nominalAt };
  const report = await reportOf(desk, rules.plan, ticket, one);
  const caller = administrator(callerId(plan), plan);
  const key = keyOf(name, nominalAt);
  if (!Object.hasOwn(rules.plan.procedures, name)) return (await open(desk, caller, report, key, more)).reference;
  const run = { plan, procedure: name, key, why: whyOf(asking, nominalAt), dueAt: nominalAt };
  return openWithRun(desk, caller, report, more, run);
}

async function started(desk: Desk, { plan }: Rules, one: Occurrence, asking: Asking | null): Promise<string | null> {
  const { name, nominalAt } = one;
  const procedure = procedureNamed(plan, name);
  if (procedure === undefined) return null;
  const caller = administrator(callerId(plan.slug), plan.slug);
  const more = { why: whyOf(asking, nominalAt), dueAt: nominalAt, by: null };
  const key = keyOf(name, nominalAt);
  return (await startRun(desk, caller, { plan: plan.slug, procedure }, key, more)).reference;
}

function whyOf(asking: Asking | null, nominalAt: number): Why {
  if (asking === null) return { kind: 'schedule', nominalAt };
  return asking.what === undefined ? { kind: 'asked' } : { kind: 'change', what: asking.what };
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
  const [caller, key] = [callerId(plan), keyOf(name, nominalAt)];
  return (await findByKey(db, caller, key))?.reference ?? (await runByKey(db, caller, key))?.reference;
}

async function begun(desk: Desk, one: Occurrence, what: string, asking: Asking | null): Promise<string> {
  const { plan, name, nominalAt } = one;
  const row = { plan, name, nominal_at: nominalAt, what, begun_at: desk.now(), pause: null };
  const why = asking?.why ?? null;
  await noteOccurrence(desk.db, { ...row, outcome: 'begun', why, asked_by: asking?.by ?? null });
  return what;
}

async function skipped(desk: Desk, { plan, name, nominalAt }: Occurrence, { why, pause }: HeldBack): Promise<null> {
  const row = { plan, name, nominal_at: nominalAt, what: null, begun_at: null, asked_by: null };
  await noteOccurrence(desk.db, { ...row, outcome: 'skipped', why, pause });
  return null;
}

const callerId = (plan: string): string => `schedule:${plan}`;

const keyOf = (name: string, nominalAt: number): string => `schedule:${name}:${new Date(nominalAt).toISOString()}`;
