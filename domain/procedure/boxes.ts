import type { Rules } from '../plan.ts';
import type { Step as PolicyStep } from '../plan/escalation.ts';

import { procedureOf, standingsOf, withEvent, withStep } from './run.ts';
import type { Run, Standing } from './run.ts';
import { concerned, doersOf, leadersOf, whom } from './whom.ts';

/** Something of a run that happens by itself. */
export interface RunDue {
  /** When it should, epoch ms. */
  readonly dueAt: number;
  /** In a word or two, for people. */
  readonly what: string;
  readonly fire: (run: Run, at: number) => Run;
}

/** What is told because a step takes long: as its escalation policy says, and at the end of its time box. */
export const boxes = (rules: Rules, run: Run): readonly RunDue[] =>
  run.status === 'running' || run.status === 'undoing'
    ? standingsOf(rules, run).flatMap((one) => (isOngoing(one) ? tellings(rules, run, one) : []))
    : [];

const isOngoing = ({ state: { status } }: Standing): boolean => ['ready', 'running', 'undoing'].includes(status);

function tellings(rules: Rules, run: Run, one: Standing): readonly RunDue[] {
  const box = boxOf(run, one);
  if (box === null) return [];
  const { step, state } = one;
  const policy = step.escalation === null ? undefined : rules.plan.policies[step.escalation];
  const steps = (policy?.steps ?? []).flatMap((row, index) => policyRow(rules, one, box, row, index));
  return state.told['end'] === undefined ? [...steps, end(rules, one, box)] : steps;
}

interface Box {
  readonly fromAt: number;
  readonly ms: number;
}

/** Days of a programme are a time box, too. */
function boxOf({ days }: Run, { step, state }: Standing): Box | null {
  const fromAt = state.readyAt ?? state.since;
  const ms = state.status === 'undoing' ? step.undoWithinMs : step.withinMs;
  if (ms !== null) return { fromAt: Math.max(fromAt, state.notBefore ?? 0), ms };
  const span = days[step.name];
  return span === undefined ? null : { fromAt, ms: Math.max(0, span.untilAt - fromAt) };
}

const once = { everyMs: 0, atMost: 0 };
/** Shares of these are shares of the time box; what comes after the work is none of a step's. */
const boxed: readonly string[] = ['response', 'resolution'];

/** One step of a policy: at a share of the box, or so long after its beginning; repeated while nobody has taken it over. */
function policyRow(
  rules: Rules,
  one: Standing,
  { fromAt, ms }: Box,
  row: PolicyStep,
  index: number,
): readonly RunDue[] {
  const key = String(index + 1);
  const times = one.state.told[key] ?? 0;
  if ('of' in row.at && !boxed.includes(row.at.of)) return [];
  const repeat = row.repeat ?? once;
  const quiet = one.state.takenBy !== null && times > 0;
  if (quiet || times > repeat.atMost) return [];
  const { share, afterMs } = { share: 0, afterMs: 0, ...row.at };
  const dueAt = fromAt + afterMs + Math.ceil(share * ms) + times * repeat.everyMs;
  return [
    {
      dueAt,
      what: `escalation step ${key} of ${one.step.name}`,
      fire: (run, at) => said(run, one, { key, times, dueAt, share, notify: whom(rules, row.tell, at) }, at),
    },
  ];
}

const end = (rules: Rules, one: Standing, { fromAt, ms }: Box): RunDue => {
  const dueAt = fromAt + ms;
  return {
    dueAt,
    what: `end of ${one.step.name}`,
    fire: (run, at) =>
      said(run, one, { key: 'end', times: 0, dueAt, share: 1, notify: concerned(rules, run, one, at) }, at),
  };
};

interface Saying {
  readonly key: string;
  readonly times: number;
  readonly dueAt: number;
  readonly share: number;
  readonly notify: readonly string[];
}

function said(run: Run, { step, state }: Standing, { key, times, dueAt, share, notify }: Saying, at: number): Run {
  const told = { ...run.steps[step.name]!.told, [key]: times + 1 };
  const late = withStep(run, step.name, { told });
  if (notify.length === 0 && key !== 'end') return late;
  const unique = `late:${step.name}:${state.readyAt}:${key}:${times}`;
  const data = { step: step.name, share, times: times + 1 };
  const kind = key === 'end' ? 'step-late' : 'step-escalated';
  return withEvent(late, { key: unique, kind, at, dueAt, notify, data });
}

/** The whole takes longer than it may, or maintenance than was announced: who is at it and who leads are told once. */
export function wholeBox(rules: Rules, run: Run): readonly RunDue[] {
  const { withinMs, opens } = procedureOf(rules, run);
  const endBy = maintainedUntil(rules, run);
  const dueAt = Math.min(withinMs === null ? Infinity : run.startedAt + withinMs, endBy ?? Infinity);
  if (dueAt === Infinity || run.overran || run.endedAt !== null) return [];
  const data = endBy === dueAt && opens !== null ? { opens } : {};
  const fire = (late: Run, at: number) => {
    const notify = [...new Set([...atIt(rules, late, at), ...leadersOf(rules, late, at)])];
    return withEvent({ ...late, overran: true }, { key: 'overran', kind: 'overran', at, dueAt, data, notify });
  };
  return [{ dueAt, what: 'end of the procedure', fire }];
}

const atIt = (rules: Rules, run: Run, at: number): readonly string[] =>
  standingsOf(rules, run).flatMap((one) => (isOngoing(one) ? doersOf(rules, one, at) : []));

/** Until when the maintenance that it has begun was to last, epoch ms; null where it has begun none, or that is over. */
export function maintainedUntil(rules: Rules, run: Run): number | null {
  const all = standingsOf(rules, run).filter(
    ({ step, state }) => step.act.kind === 'maintenance' && state.status === 'done',
  );
  const begun = all.findLast(({ step }) => step.act.kind === 'maintenance' && step.act.on);
  const isOver = all.some(({ step }) => step.act.kind === 'maintenance' && !step.act.on);
  const endBy = begun?.state.data['endBy'];
  return typeof endBy === 'number' && !isOver ? endBy : null;
}
