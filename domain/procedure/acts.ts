import { ActRefused, known } from '../incident/incident.ts';
import type { Act } from '../incident/incident.ts';
import type { Rules } from '../plan.ts';

import { resumed } from './due.ts';
import { anew, failed, undoing, undone } from './failing.ts';
import {
  canUndo,
  happened,
  isByPeople,
  isOver,
  isUndoneByMachine,
  procedureOf,
  standingOf,
  withStatus,
  withStep,
} from './run.ts';
import type { Run, RunStatus, Standing, StepStatus } from './run.ts';
import { settled } from './settle.ts';
import { isOwner } from './whom.ts';

/** What each act says besides who and when; words of people stay in its event. */
export interface RunBodies {
  readonly tick: OnStep & Evidence & { readonly item: number; readonly untick?: boolean };
  readonly done: OnStep & Evidence;
  readonly answer: OnStep & { readonly text: string; readonly goOn?: boolean };
  readonly approve: OnStep & { readonly note?: string };
  readonly refuse: OnStep & { readonly reason: string };
  readonly fail: OnStep & { readonly reason: string };
  readonly skip: OnStep & { readonly reason: string };
  readonly take: OnStep;
  readonly retry: OnStep;
  readonly finding: OnStep & { readonly title: string; readonly severity?: string; readonly reference: string };
  readonly pause: { readonly reason: string; readonly until?: number };
  readonly resume: object;
  readonly undo: { readonly reason: string };
  readonly cancel: { readonly reason: string };
}

export type RunVerb = keyof RunBodies;

interface OnStep {
  readonly step: string;
}

/** What shows that it was done. */
interface Evidence {
  readonly note?: string;
  readonly link?: string;
  /** The names of files and what proves that they are these. */
  readonly files?: string;
}

/** When an act is possible, and what it cannot do without. */
export interface RunRule {
  readonly from: readonly RunStatus[];
  /** The step's status; absent: it is an act on the whole. */
  readonly step?: readonly StepStatus[];
  readonly kinds?: readonly string[];
  readonly needs: readonly string[];
  readonly may?: readonly string[];
}

const going: readonly RunStatus[] = ['running', 'undoing'];
const open: readonly RunStatus[] = ['running', 'paused', 'undoing'];

/** The acts of people on a run. */
export const runActs: { readonly [V in RunVerb]: RunRule } = {
  tick: { from: going, step: ['ready'], kinds: ['do'], needs: ['step', 'item'], may: ['untick', 'note', 'link'] },
  done: { from: going, step: ['ready', 'undoing'], kinds: ['do', 'flag'], needs: ['step'], may: ['note', 'link'] },
  answer: { from: going, step: ['ready'], kinds: ['decide'], needs: ['step', 'text'], may: ['goOn'] },
  approve: { from: going, step: ['ready'], kinds: ['approve'], needs: ['step'], may: ['note'] },
  refuse: { from: going, step: ['ready'], kinds: ['approve'], needs: ['step', 'reason'] },
  fail: { from: going, step: ['ready'], needs: ['step', 'reason'] },
  skip: { from: ['running', 'failed'], step: ['waiting', 'ready', 'failed', 'unknown'], needs: ['step', 'reason'] },
  take: { from: open, step: ['waiting', 'ready', 'undoing'], needs: ['step'] },
  retry: { from: ['running', 'failed'], step: ['failed', 'unknown'], needs: ['step'] },
  finding: { from: open, needs: ['step', 'title'], may: ['severity'], step: ['ready', 'running', 'done', 'failed'] },
  pause: { from: ['running'], needs: ['reason'], may: ['until'] },
  resume: { from: ['paused'], needs: [] },
  undo: { from: ['running', 'paused', 'failed', 'done'], needs: ['reason'] },
  cancel: { from: ['running', 'paused', 'undoing', 'failed'], needs: ['reason'] },
};

/** Why an act is not possible as things stand; null where it is. */
export function refusal(rules: Rules, run: Run, verb: RunVerb, name: string | undefined): string | null {
  const { from, step: statuses } = runActs[verb];
  if (!from.includes(run.status))
    return `Cannot ${verb}: ${run.reference} is ${run.status}; it would have to be ${from.join(' or ')}.`;
  if (verb === 'undo' && !procedureOf(rules, run).steps.some(canUndo)) return 'Cannot undo: no step of it says how.';
  if (statuses === undefined) return null;
  const one = standingOf(rules, run, name ?? '');
  const { step, state } = one;
  if (!statuses.includes(state.status))
    return `Cannot ${verb} "${step.name}": it is ${state.status}; it would have to be ${statuses.join(' or ')}.`;
  return misfit(verb, one);
}

/** Why it is no act on such a step. */
function misfit(verb: RunVerb, { step: { name, act, ...step }, state }: Standing): string | null {
  const byMachine = `Cannot ${verb} "${name}": a machine does it.`;
  if (state.status === 'undoing') return isUndoneByMachine({ name, act, ...step }) ? byMachine : null;
  const { kinds } = runActs[verb];
  if (kinds !== undefined && !kinds.includes(act.kind))
    return `Cannot ${verb} "${name}": that is for steps of the kind ${kinds.join(' or ')}; this one is \`${act.kind}\`.`;
  return verb === 'fail' && !isByPeople({ name, act, ...step }) ? byMachine : null;
}

/** The run after `verb`. Throws `ActRefused` or `UnknownValue`; nothing is then changed. */
export function performOn<V extends RunVerb>(verb: V, rules: Rules, run: Run, act: Act, body: RunBodies[V]): Run {
  const why = refusal(rules, run, verb, 'step' in body ? body.step : undefined);
  if (why !== null) throw new ActRefused(why);
  return verbs[verb](run, act, body, rules);
}

type DoAct<V extends RunVerb> = (run: Run, act: Act, body: RunBodies[V], rules: Rules) => Run;

const verbs: { readonly [V in RunVerb]: DoAct<V> } = {
  tick: (run, act, { step: name, item, untick = false, ...evidence }, rules) => {
    const one = allowed(rules, run, act, name);
    const { items } = one.step.act as { items: readonly string[] };
    if (item < 1 || item > items.length)
      throw new ActRefused(`There is no item ${item} in "${name}": it has ${items.length}.`);
    const others = one.state.ticked.filter((number) => number !== item - 1);
    const ticked = untick ? others : [...others, item - 1].toSorted((a, b) => a - b);
    const text = { ...evidence };
    const next = happened(withStep(run, name, { ticked }), act, untick ? 'unticked' : 'ticked', {
      text,
      data: { step: name, item },
    });
    return ticked.length < items.length ? next : finished(rules, next, act, name, {});
  },
  done: (run, act, { step: name, ...evidence }, rules) => {
    const { step, state } = allowed(rules, run, act, name);
    if (state.status === 'undoing') return undone(rules, run, name, act.at, act);
    const all = step.act.kind === 'do' ? step.act.items.map((_, index) => index) : [];
    const next = withStep(run, name, { ticked: all, status: 'done', since: act.at, doneBy: act.by });
    return settled(rules, happened(next, act, 'step-done', { text: { ...evidence }, data: { step: name } }), act.at);
  },
  answer: (run, act, { step: name, text, goOn = true }, rules) => {
    allowed(rules, run, act, name);
    const decided = withStep(run, name, { status: 'done', since: act.at, doneBy: act.by });
    const said = happened(decided, act, 'answered', { text: { text }, data: { step: name, goOn } });
    return goOn ? settled(rules, said, act.at) : cancelled(said, act, 'decided');
  },
  approve: (run, act, { step: name, note }, rules) => {
    approver(rules, run, act, name);
    const next = withStep(run, name, { status: 'done', since: act.at, doneBy: act.by });
    const text = note === undefined ? {} : { note };
    return settled(rules, happened(next, act, 'approved', { text, data: { step: name } }), act.at);
  },
  refuse: (run, act, { step: name, reason }, rules) => {
    const one = approver(rules, run, act, name);
    const said = happened(run, act, 'refused', { text: { reason }, data: { step: name } });
    return failed(rules, said, one, { why: 'refused', act: own(act, 'refused') }, act.at);
  },
  fail: (run, act, { step: name, reason }, rules) => {
    const one = allowed(rules, run, act, name);
    const said = happened(run, act, 'said-failed', { text: { reason }, data: { step: name } });
    return failed(rules, said, one, { why: 'said', act: own(act, 'failed') }, act.at);
  },
  skip: (run, act, { step: name, reason }, rules) => {
    const skipped = withStep(goesOn(run, act), name, { status: 'skipped', since: act.at, doneBy: act.by });
    return settled(rules, happened(skipped, act, 'step-skipped', { text: { reason }, data: { step: name } }), act.at);
  },
  take: (run, act, { step: name }, rules) => {
    const { state } = allowed(rules, run, act, name);
    if (act.by === null || act.by === 'admin')
      throw new ActRefused(`Only a person of the plan can take "${name}" over.`);
    const before = state.takenBy;
    return happened(withStep(run, name, { takenBy: act.by }), act, 'taken', { data: { step: name, before } });
  },
  retry: (run, act, { step: name }, rules) => {
    const again = happened(goesOn(run, act), act, 'retried', { data: { step: name } });
    return settled(rules, anew(rules, again, name, act.at), act.at);
  },
  finding: (run, act, { step: name, title, severity, reference }, { plan }) => {
    standingOf({ plan } as Rules, run, name);
    if (severity !== undefined) known('severity', severity, Object.keys(plan.severities));
    return happened(run, act, 'finding', { text: { title }, data: { step: name, incident: reference } });
  },
  pause: (run, act, { reason, until }) => {
    if (until !== undefined && until <= act.at) throw new ActRefused('Cannot pause until an instant that is over.');
    const paused = { ...withStatus(run, 'paused', act.at), pausedUntil: until ?? null };
    return happened(paused, act, 'paused', { text: { reason }, data: { until: until ?? null } });
  },
  resume: (run, act, _, rules) => happened(resumed(rules, run, act.at), act, 'resumed'),
  undo: (run, act, { reason }, rules) => {
    return undoing(rules, happened(run, act, 'undo-asked', { text: { reason } }), act.at, own(act, 'undoing'));
  },
  cancel: (run, act, { reason }) => cancelled(happened(run, act, 'cancel-asked', { text: { reason } }), act, 'asked'),
};

/** A second event of one act. */
const own = (act: Act, what: string): Act => ({ ...act, key: `${act.key}:${what}` });

const cancelled = (run: Run, act: Act, why: string): Run =>
  happened(withStatus(run, 'cancelled', act.at), own(act, 'cancelled'), 'run-cancelled', { data: { why } });

/** What had failed is taken up again. */
const goesOn = (run: Run, { at }: Act): Run => (isOver(run) ? withStatus(run, 'running', at) : run);

function finished(rules: Rules, run: Run, act: Act, name: string, data: object): Run {
  const done = withStep(run, name, { status: 'done', since: act.at, doneBy: act.by });
  return settled(rules, happened(done, own(act, 'done'), 'step-done', { data: { ...data, step: name } }), act.at);
}

/** The step, unless it is one that this person may not do: who did another may be kept from doing this one. */
function allowed(rules: Rules, run: Run, { by }: Act, name: string): Standing {
  const one = standingOf(rules, run, name);
  const other = one.step.notBy === null ? undefined : run.steps[one.step.notBy];
  if (other !== undefined && by !== null && other.doneBy === by)
    throw new ActRefused(`"${name}" must be done by somebody else than "${one.step.notBy}" was: you did that one.`);
  return one;
}

/** The same, and only one of those whose approval it needs. */
function approver(rules: Rules, run: Run, act: Act, name: string): Standing {
  const one = allowed(rules, run, act, name);
  if (act.by === null || !isOwner(rules, one.step, act.by))
    throw new ActRefused(`"${name}" must be approved by those whose step it is, and you are none of them.`);
  return one;
}
