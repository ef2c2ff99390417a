import type { Rules } from '../plan.ts';

import { boxes, wholeBox } from './boxes.ts';
import type { RunDue } from './boxes.ts';
import { isMachines, standingsOf, withEvent, withStatus, withStep } from './run.ts';
import type { Run, Standing } from './run.ts';
import { settled } from './settle.ts';

/** The next instant at which this run wants attention, epoch ms; null when only somebody's work moves it. */
export function nextDue(rules: Rules, run: Run, now: number): number | null {
  const at = Math.min(earliest(rules, run)?.dueAt ?? Infinity, ...jobsLater(rules, run, now));
  return at === Infinity ? null : at;
}

/** Everything due by `until`, the earliest first. */
export function fireDue(rules: Rules, run: Run, until: number): Run {
  let state = run;
  for (let next = earliest(rules, state); next !== undefined && next.dueAt <= until; next = earliest(rules, state))
    state = next.fire(state, until);
  return state;
}

/** What will happen next if nobody does anything. */
export const foreseen = (rules: Rules, run: Run): Pick<RunDue, 'dueAt' | 'what'> | null => earliest(rules, run) ?? null;

function earliest(rules: Rules, run: Run): RunDue | undefined {
  const all = [
    ...ends(rules, run),
    ...days(rules, run),
    ...boxes(rules, run),
    ...wholeBox(rules, run),
    ...endOfPause(rules, run),
  ];
  return all.reduce<RunDue | undefined>(
    (best, one) => (best !== undefined && best.dueAt <= one.dueAt ? best : one),
    undefined,
  );
}

/** Waits that end. */
const ends = (rules: Rules, run: Run): readonly RunDue[] =>
  run.status !== 'running'
    ? []
    : standingsOf(rules, run).flatMap(({ step, state }) => {
        if (step.act.kind !== 'wait' || state.status !== 'running') return [];
        const dueAt = state.notBefore!;
        const fire = (one: Run, at: number) => {
          const done = withStep(one, step.name, { status: 'done', since: at });
          const key = `done:${step.name}:${dueAt}`;
          return settled(rules, withEvent(done, { key, kind: 'step-done', at, dueAt, data: { step: step.name } }), at);
        };
        return [{ dueAt, what: `end of ${step.name}`, fire }];
      });

/** Days of a programme that begin while nothing else keeps its step waiting. */
const days = (rules: Rules, run: Run): readonly RunDue[] =>
  run.status !== 'running'
    ? []
    : standingsOf(rules, run).flatMap(({ step, state }) => {
        const span = run.days[step.name];
        if (span === undefined || state.status !== 'waiting' || !isNext(run, step.after)) return [];
        return [
          { dueAt: span.fromAt, what: `day of ${step.name}`, fire: (one: Run, at: number) => settled(rules, one, at) },
        ];
      });

const isNext = ({ steps }: Run, after: readonly string[]): boolean =>
  after.every((name) => !['waiting', 'ready', 'running', 'undoing'].includes(steps[name]!.status));

function endOfPause(rules: Rules, run: Run): readonly RunDue[] {
  const { pausedUntil: dueAt } = run;
  if (run.status !== 'paused' || dueAt === null) return [];
  const fire = (one: Run, at: number) =>
    withEvent(resumed(rules, one, at), { key: `resumed:${dueAt}`, kind: 'resumed', at, dueAt });
  return [{ dueAt, what: 'end of the pause', fire }];
}

/** It goes on where it stood: what it has stood still is in nobody's time box. */
export function resumed(rules: Rules, run: Run, at: number): Run {
  const stoodMs = at - run.statusSince;
  const steps = Object.entries(run.steps).map(([name, state]) => {
    if (!['ready', 'running'].includes(state.status) || state.readyAt === null) return [name, state] as const;
    const later = state.notBefore === null ? null : state.notBefore + stoodMs;
    return [name, { ...state, readyAt: state.readyAt + stoodMs, notBefore: later }] as const;
  });
  return settled(rules, { ...withStatus(run, 'running', at), steps: Object.fromEntries(steps) }, at);
}

/** When machines are to be asked again. */
const jobsLater = (rules: Rules, run: Run, now: number): readonly number[] =>
  run.status === 'running' || run.status === 'undoing'
    ? standingsOf(rules, run).flatMap((one) => (waitsForJob(one, now) ? [one.state.notBefore!] : []))
    : [];

const waitsForJob = (one: Standing, now: number): boolean =>
  isMachines(one) && ['ready', 'undoing'].includes(one.state.status) && (one.state.notBefore ?? 0) > now;
