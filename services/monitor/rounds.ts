import { listPlans, planVersion } from '../../db/plans.ts';
import { watchedOf } from '../../domain/monitor/watched.ts';
import type { Watched } from '../../domain/monitor/watched.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Schedule } from '../../domain/plan/schedules.ts';
import type { Recurrence } from '../../domain/recurrence.ts';
import type { CalendarSource } from '../../language/calendar.ts';
import { longestGapMs } from '../../language/time/gaps.ts';
import { spellRecurrence } from '../../language/time/spell-recurrence.ts';
import type { Desk } from '../desk.ts';
import { rulesOf } from '../plan/rules.ts';

import { isConfigured } from './question.ts';

/** All that a plan looks at in the same rhythm. */
export interface Round {
  readonly plan: string;
  /** The rhythm in words, such as `5m`: the round's name within its plan. */
  readonly every: string;
  readonly schedule: Schedule;
  /** The plan's calendars. */
  readonly sources: Readonly<Record<string, CalendarSource>>;
  /** Since when that version of the plan is in force, epoch ms. */
  readonly appliedAt: number;
  /** The most ms from one to the next. */
  readonly gapMs: number;
  readonly watched: readonly Watched[];
}

const minuteMs = 60_000;

/** How often something is looked at: what is continuous every minute; null for what only somebody asks for. */
export function rhythmOf({ every }: Pick<Watched, 'every'>): Recurrence | null {
  if (every.kind === 'continuous') return { kind: 'interval', ms: minuteMs };
  return longestGapMs(every) === null ? null : every;
}

/** Everything that is looked at by itself under the plans in force. What is not configured is not. */
export async function rounds(desk: Pick<Desk, 'db' | 'rules' | 'now' | 'env'>): Promise<readonly Round[]> {
  const all: Round[] = [];
  for (const { slug, version } of await listPlans(desk.db)) {
    const { plan } = await rulesOf(desk, desk.db, slug, version);
    const groups = groupsOf(watchedOf(plan).filter((one) => isConfigured(one, desk.env)));
    if (groups.size === 0) continue;
    const { sources, applied_at: appliedAt } = (await planVersion(desk.db, slug, version))!;
    for (const [every, watched] of groups)
      all.push({ plan: slug, every, watched, appliedAt, ...timesOf(plan, watched[0]!, sources) });
  }
  return all;
}

/** Those of one rhythm. */
export const inRhythm = (all: readonly Watched[], every: string): readonly Watched[] => groupsOf(all).get(every) ?? [];

function groupsOf(all: readonly Watched[]): Map<string, readonly Watched[]> {
  const groups = new Map<string, readonly Watched[]>();
  for (const one of all) {
    const rhythm = rhythmOf(one);
    if (rhythm === null) continue;
    const every = spellRecurrence(rhythm);
    groups.set(every, [...(groups.get(every) ?? []), one]);
  }
  return groups;
}

/** Business days are those of the plan's first calendar. */
function timesOf({ timezone }: Plan, one: Watched, sources: object): Pick<Round, 'schedule' | 'sources' | 'gapMs'> {
  const every = rhythmOf(one)!;
  const calendar = Object.keys(sources).find((name) => name !== 'always') ?? null;
  return {
    schedule: { every, zone: timezone, calendar },
    sources: sources as Round['sources'],
    gapMs: longestGapMs(every)!,
  };
}
