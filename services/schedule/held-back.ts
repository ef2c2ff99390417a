import { pauseWithin } from '../../db/occurrences.ts';
import { openRunsOf } from '../../db/runs.ts';
import type { Rules } from '../../domain/plan.ts';
import type { Schedule } from '../../domain/plan/schedules.ts';
import { isByPeople } from '../../domain/procedure/run.ts';
import { isConfigured } from '../backup/configured.ts';
import type { Desk } from '../desk.ts';
import { firstDays } from '../procedure/days.ts';

import type { Occurrence } from './begin.ts';
import { procedureNamed } from './procedure.ts';

/** Why an instant begins nothing. */
export interface HeldBack {
  readonly why: 'paused' | 'not-running' | 'still-running' | 'not-configured';
  readonly pause: number | null;
}

/** What keeps an instant from beginning something; null: nothing does. */
export async function heldBack(desk: Desk, rules: Rules | undefined, one: Occurrence): Promise<HeldBack | null> {
  const { plan, name, nominalAt } = one;
  const pause = await pauseWithin(desk.db, plan, name, nominalAt, desk.now());
  if (pause !== undefined) return { why: 'paused', pause: pause.id };
  if (rules === undefined) return null;
  if (isOfUnconfigured(rules, name, desk.env)) return { why: 'not-configured', pause: null };
  const during = rules.plan.schedules[name]?.during;
  if (during !== undefined && !(await isIn(desk, rules, during, nominalAt))) return { why: 'not-running', pause: null };
  return (await isStillRunning(desk, rules, name)) ? { why: 'still-running', pause: null } : null;
}

/** Nothing runs on a backup of which something is not configured. */
function isOfUnconfigured({ plan: { backups } }: Rules, name: string, env: Desk['env']): boolean {
  const [chapter, backup = ''] = name.split('/');
  const one = chapter === 'backups' ? backups[backup] : undefined;
  return one !== undefined && !isConfigured(one, env);
}

/** Whether that procedure runs, and is in those days of it. */
async function isIn(
  desk: Desk,
  rules: Rules,
  { procedure, days }: NonNullable<Schedule['during']>,
  at: number,
): Promise<boolean> {
  const open = await openRunsOf(desk.db, rules.plan.slug, procedure);
  const programme = rules.plan.procedures[procedure];
  if (days === null || programme === undefined) return open.length > 0;
  for (const { started_at: begunAt } of open) {
    const all = await firstDays(desk, rules, programme, begunAt, days.toDay);
    if (at >= all[days.fromDay - 1]!.fromAt && at < all[days.toDay - 1]!.untilAt) return true;
  }
  return false;
}

/** What machines do alone is not begun beside itself; what people are late with is, and both are seen. */
async function isStillRunning({ db }: Desk, { plan }: Rules, name: string): Promise<boolean> {
  const procedure = procedureNamed(plan, name);
  if (procedure === undefined || plan.procedures[procedure]!.steps.some(isByPeople)) return false;
  return (await openRunsOf(db, plan.slug, procedure)).length > 0;
}
