import type { Rules } from '../plan.ts';

import { isByPeople, standingsOf, withEvent, withStatus, withStep } from './run.ts';
import type { Run, Standing, StepStatus } from './run.ts';
import { doersOf, whom } from './whom.ts';

const over: readonly StepStatus[] = ['done', 'skipped', 'failed', 'unknown', 'undone'];

/** What follows from how its steps stand: whatever can begin is ready, what takes no time is done, and at last the run is over. */
export function settled(rules: Rules, run: Run, at: number): Run {
  if (run.status !== 'running') return run;
  const all = standingsOf(rules, run);
  const next = all.find((one) => canBegin(run, one, at));
  if (next !== undefined) return settled(rules, ready(rules, run, next, at), at);
  if (!all.every(({ state }) => over.includes(state.status))) return run;
  return withEvent(withStatus(run, 'done', at), { key: endKey('run-done', run), kind: 'run-done', at });
}

/** A run may end again that was taken up once more. */
export const endKey = (kind: string, { lastEventAt, events }: Run): string => `${kind}:${lastEventAt}:${events.length}`;

function canBegin({ steps, days }: Run, { step, state }: Standing, at: number): boolean {
  if (state.status !== 'waiting' || (days[step.name]?.fromAt ?? 0) > at) return false;
  return step.after.every((name) => over.includes(steps[name]!.status));
}

/** A step's turn has come: who does it is told, a message goes out, a wait begins. */
export function ready(rules: Rules, run: Run, one: Standing, at: number): Run {
  const { step, state } = one;
  const { name, act } = step;
  const again = state.attempts === 0 && state.readyAt === null ? '' : `:${run.lastEventAt}:${run.events.length}`;
  const begun = withStep(run, name, { status: 'ready', since: at, readyAt: at, notBefore: null, told: {} });
  if (act.kind === 'tell') {
    const notify = whom(rules, act.tell, at);
    const told = withStep(begun, name, { status: 'done', since: at });
    return withEvent(told, { key: `told:${name}${again}`, kind: 'told', at, notify, data: { step: name } });
  }
  if (act.kind === 'wait') {
    const waits = withStep(begun, name, { status: 'running', notBefore: at + act.ms });
    return withEvent(waits, { key: `waiting:${name}${again}`, kind: 'step-waits', at, data: { step: name } });
  }
  if (!isByPeople(step)) return begun;
  const notify = doersOf(rules, { step, state: begun.steps[name]! }, at);
  return withEvent(begun, { key: `ready:${name}${again}`, kind: 'step-ready', at, notify, data: { step: name } });
}
