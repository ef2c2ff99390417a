/** Whatever comes round in the five example plans can begin with what the demo target offers: nothing that it names is missing. */
import { expect, test } from 'vitest';

import { drivers } from '../../channels/backups/index.ts';
import type { Plan } from '../../domain/plan.ts';
import type { StepAct } from '../../domain/plan/procedures.ts';
import { watchedOf } from '../../domain/monitor/watched.ts';
import { demoEnvironment, demoPlans } from '../../engine/demo/environment.ts';
import { isConfigured } from '../../services/backup/configured.ts';
import { questionOf } from '../../services/monitor/question.ts';
import { fill } from '../../services/procedure/executors/words.ts';
import { procedureNamed } from '../../services/schedule/procedure.ts';
import { ticketOf } from '../../services/schedule/ticket.ts';
import { planFile } from '../support/plan.ts';

const databaseUrl = 'postgres://guardia:secret@127.0.0.1:1/guardia';
const env = demoEnvironment({ port: 1, folder: '/demo', databaseUrl, archivingUrl: databaseUrl });
const plans = await Promise.all(demoPlans.map(async (name) => (await planFile(name)).plan));
const rows = plans.flatMap((plan) =>
  Object.keys(plan.schedules).map((name) => ({ plan, name, of: `${plan.slug}/${name}` })),
);

test('the rows of each plan are known', () => {
  const counted = plans.map(({ slug, schedules }) => [slug, Object.keys(schedules).length]);
  expect(Object.fromEntries(counted)).toEqual({ transport: 11, calendar: 23, callbot: 7, loans: 7, voip: 19 });
});

test.each(rows)('$of can begin', ({ plan, name }) => {
  const procedure = procedureNamed(plan, name);
  const missing = procedure === undefined ? [] : missingIn(plan, procedure, []);
  expect([procedure ?? ticketOf(plan, name), missing]).toEqual([expect.anything(), []]);
});

/** What its steps name and is not there, with those of what it calls. */
function missingIn(plan: Plan, procedure: string, seen: readonly string[]): readonly string[] {
  if (seen.includes(procedure)) return [];
  const steps = plan.procedures[procedure]?.steps;
  if (steps === undefined) return [`procedure ${procedure}`];
  return steps.flatMap(({ act }) => missingFor(plan, act, [...seen, procedure]));
}

function missingFor(plan: Plan, act: StepAct, seen: readonly string[]): readonly string[] {
  const check = act.kind === 'check' ? watchedOf(plan).find(({ name }) => name === `check/${act.check}`) : undefined;
  const missing: Partial<Record<StepAct['kind'], () => boolean>> = {
    check: () => check === undefined || questionOf(check, env, { nowAt: 0, mostMs: 1000 }) === null,
    run: () => 'command' in act && typeof fill(act.command, env, {}) === 'string',
    scan: () => 'command' in act && typeof fill(act.command, env, {}) === 'string',
    http: () => 'url' in act && typeof fill([act.url], env, {}) === 'string',
    sql: () => 'database' in act && act.database !== null && typeof fill([act.database], env, {}) === 'string',
  };
  if ('backup' in act) return isThere(plan, act.backup) ? [] : [`backup ${act.backup}`];
  if ('procedure' in act) return missingIn(plan, act.procedure, seen);
  return missing[act.kind]?.() === true ? [JSON.stringify(act)] : [];
}

function isThere({ backups }: Plan, name: string): boolean {
  const backup = backups[name];
  return backup !== undefined && isConfigured(backup, env) && (backup.driver === 'watch' || backup.driver in drivers);
}

test('what a provider keeps is looked at, too', () => {
  const watched = plans.flatMap(({ backups }) => Object.values(backups)).filter(({ driver }) => driver === 'watch');
  expect(watched.map((one) => isConfigured(one, env))).toEqual([true]);
});
