import { DAYS_OF_WEEK, MONTHS, ScheduleOverlapPolicy } from '@temporalio/client';
import type { CalendarSpec, ScheduleDescription, ScheduleUpdateOptions } from '@temporalio/client';

import { sha256 } from '../db/digest.ts';
import { taskQueue } from '../workflows/ids.ts';

import type { Wanted } from './schedules-wanted.ts';

/** What a schedule holds that Guardia answers for, read from it or meant for it. */
interface Kept {
  /** Epoch ms, ascending; null where something else is written there. */
  readonly instants: readonly number[] | null;
  readonly intervals: readonly (readonly [every: number, offset: number])[];
  readonly rest: string;
}

/** A schedule as Temporal is told it. Its memo holds the fingerprint of what was told. */
export function optionsOf(one: Wanted): ScheduleUpdateOptions {
  const { plan, schedule, instants, words, workflowType, workflowId, args, overlap, catchupMs } = one;
  return {
    spec:
      schedule.every.kind === 'interval'
        ? { intervals: [intervalOf(schedule.every.ms, instants)] }
        : { calendars: instants.map(calendarOf) },
    action: {
      type: 'startWorkflow',
      workflowType,
      workflowId,
      taskQueue,
      args: [args],
      staticSummary: words.summary,
      typedSearchAttributes: [{ key: { name: 'Plan', type: 'KEYWORD' }, value: plan }],
      memo: { told: fingerprint(meant(one)) },
      ...(one.withinMs !== null && { workflowExecutionTimeout: one.withinMs }),
    },
    policies: { overlap: ScheduleOverlapPolicy[overlap], catchupWindow: catchupMs, pauseOnFailure: false },
    state: { paused: false, note: `${words.every}, as the plan ${plan} says. What is changed here is put right.` },
  };
}

/** What somebody has changed since Guardia told it last. */
export const isTampered = (found: ScheduleDescription): boolean =>
  found.action.memo?.['told'] !== fingerprint(read(found));

/** Whether it will do as it should, for at least half as long as it could be told now. */
export function isFresh(found: ScheduleDescription, one: Wanted, now: number): boolean {
  const { instants, intervals, rest } = read(found);
  const wanted = meant(one);
  const left = (instants ?? []).filter((at) => at > now);
  const same = left.every((at, index) => at === wanted.instants![index]);
  const enough = left.length >= wanted.instants!.length / 2;
  return same && enough && JSON.stringify([intervals, rest]) === JSON.stringify([wanted.intervals, wanted.rest]);
}

function meant({ schedule: { every }, instants, workflowType, args, overlap, catchupMs }: Wanted): Kept {
  const pure = every.kind === 'interval';
  return {
    instants: pure ? [] : instants,
    intervals: pure ? [[every.ms, intervalOf(every.ms, instants).offset]] : [],
    rest: JSON.stringify([false, overlap, catchupMs, false, workflowType, taskQueue, [args]]),
  };
}

function read({ spec, policies, state, action }: ScheduleDescription): Kept {
  const instants = (spec.calendars ?? []).map(instantOf);
  const { overlap, catchupWindow, pauseOnFailure } = policies;
  const { workflowType, taskQueue: queue, args } = action;
  return {
    instants: isBounded(spec) || instants.includes(null) ? null : (instants as number[]).toSorted((a, b) => a - b),
    intervals: (spec.intervals ?? []).map(({ every, offset }) => [every, offset] as const),
    rest: JSON.stringify([state.paused, overlap, catchupWindow, pauseOnFailure, workflowType, queue, args]),
  };
}

/** Whether its instants are cut or moved by anything. */
const isBounded = ({ startAt, endAt, skip = [], jitter = 0, timezone = '' }: ScheduleDescription['spec']): boolean =>
  startAt !== undefined || endAt !== undefined || skip.length > 0 || jitter > 0 || timezone !== '';

const fingerprint = (kept: Kept): string => sha256(JSON.stringify(kept)).slice(0, 16);

/** Temporal counts intervals from 1970. */
const intervalOf = (every: number, [first = 0]: readonly number[]) => ({ every, offset: first % every });

/** One second of UTC: what no language of schedules can say, such as business days, is told as it will be. */
function calendarOf(at: number): CalendarSpec {
  const utc = new Date(at);
  return {
    year: utc.getUTCFullYear(),
    month: MONTHS[utc.getUTCMonth()]!,
    dayOfMonth: utc.getUTCDate(),
    hour: utc.getUTCHours(),
    minute: utc.getUTCMinutes(),
    second: utc.getUTCSeconds(),
  };
}

type Described = NonNullable<ScheduleDescription['spec']['calendars']>[number];

/** Null where it is more than one instant. */
function instantOf({ dayOfWeek, month, ...fields }: Described): number | null {
  const { year, dayOfMonth, hour, minute, second } = fields;
  const ranges = [year, month.map(numbered), dayOfMonth, hour, minute, second];
  const everyDay =
    dayOfWeek.length === 1 && dayOfWeek[0]!.start === DAYS_OF_WEEK[0] && dayOfWeek[0]!.end === DAYS_OF_WEEK[6];
  if (!everyDay || ranges.some((all) => all.length !== 1 || all[0]!.start !== all[0]!.end)) return null;
  const [y, m, d, h, min, s] = ranges.map(([one]) => one!.start) as [number, number, number, number, number, number];
  return Date.UTC(y, m, d, h, min, s);
}

const numbered = ({ start, end }: Described['month'][number]) => ({
  start: MONTHS.indexOf(start),
  end: MONTHS.indexOf(end),
});
