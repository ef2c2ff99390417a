import { noteOverdue, occurrenceOf, openOverdue } from '../../db/occurrences.ts';
import { ActRefused } from '../../domain/incident/incident.ts';
import type { Plan } from '../../domain/plan.ts';
import { sayInstant } from '../../language/instant.ts';
import { overdueIn } from '../../language/overdue-messages.ts';
import { administrator } from '../access/caller.ts';
import type { Desk } from '../desk.ts';
import { act } from '../incident/act.ts';
import { open } from '../incident/open.ts';
import { rulesInForce } from '../plan/rules.ts';

import { recurring } from './coming.ts';
import type { Recurring } from './coming.ts';
import { lately } from './missed.ts';

/** Temporal and then the safety net had their time. */
const patienceMs = 30 * 60_000;
const day = 86_400_000;

/**
 * Opens an incident for each instant of the last day that should have begun something half an hour ago and did not, and resolves those
 * whose time has come after all. Any number of times, by anyone. Answers how many are overdue.
 */
export async function watchOverdue(desk: Desk): Promise<number> {
  let overdue = 0;
  for (const one of await recurring(desk))
    for (const nominalAt of lately(one, desk.now() - patienceMs, day)) {
      const row = await occurrenceOf(desk.db, { plan: one.plan, name: one.name, nominal_at: nominalAt });
      if (row !== undefined && row.outcome !== 'overdue') continue;
      overdue += 1;
      if (row === undefined) await shout(desk, one, nominalAt);
    }
  for (const row of await openOverdue(desk.db)) await calm(desk, row);
  return overdue;
}

const callerOf = (plan: string) => administrator(`overdue:${plan}`, plan);

async function shout(desk: Desk, { plan: slug, name, title }: Recurring, nominalAt: number): Promise<void> {
  const { plan } = (await rulesInForce(desk, slug))!;
  const say = overdueIn(plan.locale).unbegun(title, sayInstant(nominalAt, plan.timezone, plan.locale));
  const key = `${name}:${new Date(nominalAt).toISOString()}`;
  const report = { plan: slug, title: say, ...kindOf(plan), channel: 'schedule' };
  const { reference } = await open(desk, callerOf(slug), report, key, { by: null, dueAt: nominalAt });
  await noteOverdue(desk.db, { plan: slug, name, nominal_at: nominalAt, incident: reference });
}

/** Of a type that everybody may see, an incident where there are incidents; the mildest severity that it may have. */
function kindOf({ types, restricted, severities }: Plan): { readonly type: string; readonly severity: string } {
  const seen = types.filter((one) => !Object.hasOwn(restricted, one));
  const names = Object.keys(severities);
  for (const type of ['incident', ...seen, ...types].filter((one) => types.includes(one))) {
    const severity = names.findLast((id) => severities[id]!.types?.includes(type) ?? true);
    if (severity !== undefined) return { type, severity };
  }
  return { type: types[0]!, severity: names.at(-1)! };
}

type Row = Awaited<ReturnType<typeof openOverdue>>[number];

/** It has begun, or will not: what was opened for it is over. */
async function calm(desk: Desk, { plan: slug, name, incident }: Row): Promise<void> {
  const rules = await rulesInForce(desk, slug);
  const note = overdueIn(rules?.plan.locale ?? 'en').caughtUp(name);
  const asked = { reference: incident!, verb: 'resolve', body: { note }, key: `caught-up:${incident}` } as const;
  await act(desk, callerOf(slug), asked).catch((error: unknown) => {
    // Somebody was faster.
    if (!(error instanceof ActRefused)) throw error;
  });
}
