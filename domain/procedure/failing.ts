import type { Act, Code } from '../incident/incident.ts';
import type { Rules } from '../plan.ts';
import type { Step } from '../plan/procedures.ts';

import {
  canUndo,
  isMachines,
  isUndoneByMachine,
  procedureOf,
  standingOf,
  standingsOf,
  withEvent,
  withStatus,
  withStep,
} from './run.ts';
import type { Run, Standing, StepStatus } from './run.ts';
import { endKey, ready, settled } from './settle.ts';
import { concerned, doersOf, leadersOf } from './whom.ts';

const secondMs = 1000;
const mostTries = 5;

/** What went wrong with a step, and whether that is all that is known. */
export interface Failure {
  /** A code. */
  readonly why: string;
  readonly unknown?: true;
  readonly data?: Readonly<Record<string, Code>>;
  /** Who says so; a machine's failure may be tried again by itself. */
  readonly act?: Act;
}

/** The run after a step has failed: tried again where it may be, else as the plan says. */
export function failed(rules: Rules, run: Run, one: Standing, failure: Failure, at: number): Run {
  const { step, state } = one;
  if (failure.act === undefined && mayTryAgain(one, failure)) {
    const notBefore = at + 10 * secondMs * 2 ** Math.min(state.attempts - 1, 6);
    const again = withStep(run, step.name, { status: 'ready', since: at, notBefore });
    return noted(again, one, failure, at, { again: true });
  }
  const status: StepStatus = failure.unknown === true ? 'unknown' : 'failed';
  const data = { ...state.data, ...failure.data };
  const stands = withStep(run, step.name, { status, since: at, data, doneBy: failure.act?.by ?? null });
  const opens = opensFor(rules, run, step);
  const said = noted(stands, one, failure, at, opens === null ? {} : { opens }, concerned(rules, run, one, at));
  if (step.onFailure === 'continue') return settled(rules, said, at);
  return step.onFailure === 'undo' ? undoing(rules, said, at) : ended(rules, said, at, step.name);
}

/** What is not known to have failed is begun anew only where it may run twice. */
const mayTryAgain = ({ step, state }: Standing, { unknown }: Failure): boolean =>
  unknown === true ? step.idempotent && state.attempts < mostTries : state.attempts <= step.retry;

/** The severity of the incident that is opened when it fails. */
function opensFor(rules: Rules, run: Run, { onFailure }: Pick<Step, 'onFailure'>): string | null {
  if (typeof onFailure === 'object') return onFailure.open;
  return onFailure === 'continue' ? null : procedureOf(rules, run).opens;
}

function noted(
  run: Run,
  { step: { name }, state: { attempts } }: Standing,
  { why, unknown, data, act }: Failure,
  at: number,
  more: Readonly<Record<string, Code>>,
  notify: readonly string[] = [],
): Run {
  const kind = unknown === true ? 'step-unknown' : 'step-failed';
  const key = act?.key ?? endKey(`${kind}:${name}:${attempts}`, run);
  const all = { ...data, step: name, why, attempt: attempts, ...more };
  return withEvent(run, { key, kind, at, by: act?.by ?? null, notify, data: all });
}

/** It goes no further by itself. */
const ended = (rules: Rules, run: Run, at: number, step: string): Run =>
  withEvent(withStatus(run, 'failed', at), {
    key: endKey('run-failed', run),
    kind: 'run-failed',
    at,
    data: { step },
    notify: leadersOf(rules, run, at),
  });

/** Goes back, step by step, over what was done or tried; the last one first. */
export function undoing(rules: Rules, run: Run, at: number, act?: Act): Run {
  const tried = standingsOf(rules, run)
    .filter((one) => canUndo(one.step) && wasTried(one))
    .toReversed()
    .toSorted((a, b) => b.state.since - a.state.since);
  const toUndo = tried.map(({ step }) => step.name);
  const back = { ...withStatus(run, 'undoing', at), toUndo };
  const event = {
    key: act?.key ?? endKey('undoing', run),
    kind: 'undoing',
    at,
    by: act?.by ?? null,
    data: { steps: toUndo },
  };
  return undoNext(rules, withEvent(back, event), at);
}

const wasTried = ({ state: { status, attempts } }: Standing): boolean =>
  status === 'done' || status === 'failed' || attempts > 0;

/** Whether a worker or a called run still goes forward. */
const isBusy = (rules: Rules, run: Run): boolean =>
  standingsOf(rules, run).some((one) => one.state.status === 'running' && isMachines(one));

/** What was in hand when the run was ended or went back changes nothing of that; only once it has ended is anything undone. */
export function left(rules: Rules, run: Run, step: string, status: StepStatus, at: number): Run {
  const key = `left:${step}:${run.steps[step]!.attempts}`;
  const stands = withStep(run, step, { status, since: at });
  const said = withEvent(stands, { key, kind: 'step-left', at, data: { step, status } });
  return run.status === 'undoing' ? undoNext(rules, said, at) : said;
}

/** The next step to be undone is begun, unless something still goes forward; after the last the run is over. */
function undoNext(rules: Rules, run: Run, at: number): Run {
  if (isBusy(rules, run)) return run;
  const [name] = run.toUndo;
  if (name === undefined) {
    const notify = leadersOf(rules, run, at);
    return withEvent(withStatus(run, 'undone', at), { key: endKey('run-undone', run), kind: 'run-undone', at, notify });
  }
  const one = standingOf(rules, run, name);
  const back = withStep(run, name, { status: 'undoing', since: at, readyAt: at, notBefore: null, told: {} });
  if (isUndoneByMachine(one.step)) return back;
  const notify = doersOf(rules, one, at);
  return withEvent(back, { key: endKey(`undo:${name}`, run), kind: 'undo-ready', at, notify, data: { step: name } });
}

/** A step was undone. */
export function undone(rules: Rules, run: Run, name: string, at: number, act?: Act): Run {
  const toUndo = run.toUndo.filter((one) => one !== name);
  const back = withStep({ ...run, toUndo }, name, { status: 'undone', since: at });
  const key = act?.key ?? endKey(`undone:${name}`, run);
  const event = { key, kind: 'step-undone', at, by: act?.by ?? null, data: { step: name } };
  return undoNext(rules, withEvent(back, event), at);
}

/** What cannot be undone stays as it is, and the run ends there: somebody must see to it. */
export function undoFailed(rules: Rules, run: Run, one: Standing, why: string, at: number): Run {
  const { name } = one.step;
  const { opens } = procedureOf(rules, run);
  const stays = withStep({ ...run, toUndo: [] }, name, { status: 'failed', since: at });
  const key = endKey(`undo-failed:${name}`, run);
  const data = { step: name, why, ...(opens !== null && { opens }) };
  const notify = concerned(rules, run, one, at);
  return ended(rules, withEvent(stays, { key, kind: 'undo-failed', at, notify, data }), at, name);
}

/** The step is tried again, by the will of a person. */
export const anew = (rules: Rules, run: Run, name: string, at: number): Run =>
  ready(rules, run, standingOf(rules, run, name), at);
