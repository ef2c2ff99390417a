import { occurrencesOf } from '../../db/occurrences.ts';
import type { Caller } from '../access/caller.ts';
import { NotFound } from '../desk.ts';
import type { Desk } from '../desk.ts';

import { done, schedules, standing } from './list.ts';
import type { Done, ScheduleView } from './list.ts';

const shown = 100;

/** By which a schedule is known: a plan, and a name such as `reviews/access`. */
export interface Which {
  readonly plan: string;
  readonly name: string;
}

/** What a schedule did, and of what was skipped the reason of the pause. */
export interface Past extends Done {
  readonly reason: string | null;
  readonly pausedBy: string | null;
}

/** One schedule. Throws `NotFound` where there is none that the caller may see. */
export async function schedule(desk: Desk, caller: Caller, { plan, name }: Which): Promise<ScheduleView> {
  const [found] = await schedules(desk, caller, plan, name);
  if (found !== undefined) return found;
  throw new NotFound(`Nothing comes round as "${name}" in a plan "${plan}".`);
}

/** The same with the last 100 times, the newest first. */
export async function showSchedule(
  desk: Desk,
  caller: Caller,
  which: Which,
): Promise<ScheduleView & { readonly history: readonly Past[] }> {
  const one = await schedule(desk, caller, which);
  const rows = await occurrencesOf(desk.db, one.plan, one.name, shown);
  const stands = await standing(desk, rows);
  const history = rows.map((row) => ({
    ...done(row, one.timezone, stands),
    reason: row.reason,
    pausedBy: row.made_by,
  }));
  return { ...one, history };
}
