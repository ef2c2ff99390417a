import type { Code } from '../incident/incident.ts';
import type { Rules } from '../plan.ts';

import { failed, left, undoFailed, undone } from './failing.ts';
import { isMachines, isOver, standingOf, standingsOf, withEvent, withStep } from './run.ts';
import type { Run, RunStatus, Standing } from './run.ts';
import { settled } from './settle.ts';

type Codes = Readonly<Record<string, Code>>;

/** How a machine's work on a step ended. */
export type Outcome =
  | { readonly result: 'done'; readonly data?: Codes }
  /** `why` is a code, never anybody's words. */
  | { readonly result: 'failed'; readonly why: string; readonly data?: Codes }
  /** It is asked again then, epoch ms. */
  | { readonly result: 'later'; readonly untilAt: number; readonly why: string; readonly data?: Codes }
  /** It goes on when that run is over. */
  | { readonly result: 'waits'; readonly run: string };

/** What a worker is to do now: of each step the try that would be the next. */
export interface Job {
  readonly step: string;
  readonly attempt: number;
  readonly undo: boolean;
  /** The machine that it needs; null: any. */
  readonly runsOn: string | null;
  /** How long it may take, ms; null: the plan does not say. */
  readonly withinMs: number | null;
}

/** The jobs that can be begun at an instant. */
export const jobsOf = (rules: Rules, run: Run, at: number): readonly Job[] =>
  (run.status === 'running' || run.status === 'undoing' ? standingsOf(rules, run) : [])
    .filter((one) => isMachines(one) && mayBegin(one, at))
    .map(({ step, state }) => ({
      step: step.name,
      attempt: state.attempts + 1,
      undo: state.status === 'undoing',
      runsOn: step.runsOn,
      withinMs: state.status === 'undoing' ? step.undoWithinMs : step.withinMs,
    }));

const mayBegin = ({ state }: Standing, at: number): boolean =>
  (state.status === 'ready' || state.status === 'undoing') && (state.notBefore ?? 0) <= at && !isInHand(state);

/** Whether a worker has begun it: of what is undone the status alone does not say so. */
const isInHand = ({ status, data }: Standing['state']): boolean => status === 'undoing' && data['undoBegun'] === true;

/** The run with a job begun; null where that try is not to be begun any more. */
export function jobBegun(rules: Rules, run: Run, { step, attempt, undo }: Job, at: number): Run | null {
  if (!jobsOf(rules, run, at).some((one) => one.step === step && one.attempt === attempt && one.undo === undo))
    return null;
  const { data } = run.steps[step]!;
  const change = undo ? { data: { ...data, undoBegun: true } } : { status: 'running' as const, since: at };
  const begun = withStep(run, step, { ...change, attempts: attempt });
  return withEvent(begun, {
    key: `begun:${step}:${attempt}`,
    kind: undo ? 'undo-begun' : 'step-begun',
    at,
    data: { step, attempt },
  });
}

/** Whether that try is what the step is at. */
const isCurrent = ({ steps }: Run, { step, attempt, undo }: Job): boolean => {
  const state = steps[step]!;
  return state.attempts === attempt && (undo ? state.status === 'undoing' : state.status === 'running');
};

/** Whether the run does not go on with what a step was begun for. */
const isLeft = (run: Run, { undo }: Pick<Job, 'undo'>): boolean => isOver(run) || (run.status === 'undoing' && !undo);

/** The run after a job has ended; what is not awaited any more changes nothing. */
export function reported(rules: Rules, run: Run, job: Job, outcome: Outcome, at: number): Run {
  if (!isCurrent(run, job)) return run;
  if (outcome.result === 'waits') return withStep(run, job.step, { child: outcome.run });
  if (isLeft(run, job)) return left(rules, run, job.step, outcome.result === 'done' ? 'done' : 'failed', at);
  const one = standingOf(rules, run, job.step);
  if (outcome.result === 'later') return postponed(run, job, outcome, at);
  if (job.undo)
    return outcome.result === 'done' ? undone(rules, run, job.step, at) : undoFailed(rules, run, one, outcome.why, at);
  if (outcome.result === 'failed') return failed(rules, run, one, outcome, at);
  return stepDone(rules, run, job.step, outcome.data ?? {}, at);
}

function stepDone(rules: Rules, run: Run, name: string, data: Codes, at: number): Run {
  const { attempts, data: before } = run.steps[name]!;
  const done = withStep(run, name, { status: 'done', since: at, data: { ...before, ...data } });
  const key = `done:${name}:${attempts}`;
  return settled(rules, withEvent(done, { key, kind: 'step-done', at, data: { ...data, step: name } }), at);
}

/** It stands as before it was begun, until then. */
function postponed(
  run: Run,
  { step, attempt, undo }: Job,
  { untilAt, why, data }: Outcome & { result: 'later' },
  at: number,
) {
  const { data: before, attempts } = run.steps[step]!;
  const kept = { ...before, ...data, ...(undo && { undoBegun: false }) };
  const change = { notBefore: untilAt, data: kept, ...(!undo && { status: 'ready' as const, since: at }) };
  const key = `postponed:${step}:${attempt}:${attempts}`;
  return withEvent(withStep(run, step, change), { key, kind: 'postponed', at, data: { ...data, step, why, untilAt } });
}

/** It is not known how a job ended: its worker is lost, or its machine was never there. */
export function jobLost(rules: Rules, run: Run, job: Job, why: 'worker-lost' | 'nobody-began', at: number): Run {
  const one = standingOf(rules, run, job.step);
  if (why === 'nobody-began') {
    const begun = jobBegun(rules, run, job, at);
    return begun === null ? run : reported(rules, begun, job, { result: 'failed', why }, at);
  }
  if (!isCurrent(run, job)) return run;
  if (isLeft(run, job)) return left(rules, run, job.step, 'unknown', at);
  if (job.undo) return undoFailed(rules, run, one, why, at);
  return failed(rules, run, one, { why, unknown: true }, at);
}

/** A run that a step waits for is over. */
export function childOver(rules: Rules, run: Run, name: string, status: RunStatus, at: number): Run {
  const one = standingOf(rules, run, name);
  if (one.state.status !== 'running' || one.state.child === null || !isOver({ status })) return run;
  if (isLeft(run, { undo: false })) return left(rules, run, name, status === 'done' ? 'done' : 'failed', at);
  if (status === 'done') return stepDone(rules, run, name, { run: one.state.child }, at);
  return failed(rules, run, one, { why: `run-${status}`, data: { run: one.state.child } }, at);
}

/** The runs that it has called and does not wait for any more: they are not to go on by themselves. */
export const abandoned = (run: Run): readonly string[] =>
  isLeft(run, { undo: false })
    ? Object.values(run.steps).flatMap(({ status, child }) => (status === 'running' && child !== null ? [child] : []))
    : [];
