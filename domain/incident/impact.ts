import * as clocks from '../clock.ts';
import type { Clock, Metric, Target } from '../clock.ts';
import type { Rules } from '../plan.ts';

import type { Incident } from './incident.ts';

/** What becomes of a promise under another version: broken at once, due sooner or later, promised for the first time or no more. */
export type Change = 'breached' | 'sooner' | 'later' | 'begins' | 'ends';

/** The gravest first. */
export const changes: readonly Change[] = ['breached', 'sooner', 'later', 'begins', 'ends'];

/** One promise before and after; null where it is not promised. Instants are epoch ms, null while it stands still. */
export interface ClockImpact {
  readonly metric: Metric;
  readonly change: Change;
  readonly from: Target | null;
  readonly to: Target | null;
  readonly dueBefore: number | null;
  readonly dueAfter: number | null;
}

/** What another version changed about the promises of an incident that was moved to it at `at`, the gravest first. */
export function impactOn(old: Rules, next: Rules, before: Incident, after: Incident, at: number): ClockImpact[] {
  const gone = before.clocks.filter(
    (one) => clocks.isRunning(one) && !after.clocks.some((other) => clocks.isSameClock(one, other)),
  );
  const all = [
    ...after.clocks.flatMap((clock) => {
      const was = before.clocks.find((one) => clocks.isSameClock(one, clock));
      return was === undefined ? [begun(next, clock)] : retargeted({ old, next, at }, was, clock);
    }),
    ...gone.map((clock) => told('ends', [old, clock], [next, null])),
  ];
  return all.toSorted((a, b) => changes.indexOf(a.change) - changes.indexOf(b.change));
}

const begun = (next: Rules, clock: Clock): ClockImpact =>
  told(clock.breachedAt === null ? 'begins' : 'breached', [next, null], [next, clock]);

interface Between {
  readonly old: Rules;
  readonly next: Rules;
  readonly at: number;
}

function retargeted({ old, next, at }: Between, was: Clock, clock: Clock): ClockImpact[] {
  const both = [
    [old, was],
    [next, clock],
  ] as const;
  if (!clocks.isRunning(was)) return [];
  if (clock.breachedAt !== null) return [told('breached', ...both)];
  // What stands still is compared as if it went on now.
  const goingOn = (rules: Rules, one: Clock) => due(rules, clocks.resume(one, at)) ?? Infinity;
  const [before, after] = [goingOn(old, was), goingOn(next, clock)];
  return before === after ? [] : [told(after < before ? 'sooner' : 'later', ...both)];
}

type Standing = readonly [rules: Rules, clock: Clock | null];

function told(change: Change, before: Standing, after: Standing): ClockImpact {
  const [from, to] = [before[1]?.target ?? null, after[1]?.target ?? null];
  const metric = (after[1] ?? before[1])!.metric;
  return { metric, change, from, to, dueBefore: due(...before), dueAfter: due(...after) };
}

const due = ({ calendars }: Rules, clock: Clock | null): number | null =>
  clock === null ? null : clocks.dueAt(calendars[clock.calendar]!, clock);
