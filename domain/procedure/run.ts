import type { Act, Code, Event } from '../incident/incident.ts';
import { ActRefused } from '../incident/incident.ts';
import type { Rules } from '../plan.ts';
import type { Procedure, Step } from '../plan/procedures.ts';

export type RunStatus = 'running' | 'paused' | 'undoing' | 'done' | 'failed' | 'undone' | 'cancelled';
export type StepStatus =
  | 'waiting'
  | 'ready'
  | 'running'
  | 'done'
  | 'failed'
  | 'unknown'
  | 'skipped'
  | 'undoing'
  | 'undone';

/** One carrying out of a procedure as it stands, without anybody's words. Instants are epoch ms. */
export interface Run {
  /** TRA-R1. */
  readonly reference: string;
  readonly plan: string;
  readonly planVersion: number;
  /** Its name among the plan's procedures. */
  readonly procedure: string;
  readonly why: Why;
  /** The ticket that it works for. */
  readonly incident: string | null;
  /** That ticket is about this run: done with the one is done with the other. */
  readonly settles?: true;
  readonly status: RunStatus;
  /** Since when it has this status. */
  readonly statusSince: number;
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** When a pause ends by itself. */
  readonly pausedUntil: number | null;
  /** By the names of its steps. */
  readonly steps: Readonly<Record<string, StepState>>;
  /** Of a programme: when the days of each step are. */
  readonly days: Readonly<Record<string, Span>>;
  /** The steps still to be undone, the next one first. */
  readonly toUndo: readonly string[];
  /** Of maintenance that somebody has planned: when, and for what. */
  readonly planned?: Planned;
  /** Whether it was told that it takes longer than it may. */
  readonly overran: boolean;
  readonly lastEventAt: number;
  /** What the present change has added; written with it, then empty again. */
  readonly events: readonly Event[];
}

/** What brought it about. */
export type Why =
  | { readonly kind: 'asked' }
  | { readonly kind: 'schedule'; readonly nominalAt: number }
  | { readonly kind: 'incident' }
  | { readonly kind: 'change'; readonly what: string }
  | { readonly kind: 'call'; readonly run: string; readonly step: string };

/** A window of its own, beside those that come round. */
export interface Planned extends Span {
  /** When it is announced; null: at once. */
  readonly announceAt: number | null;
  /** What it affects; null: what its kind does. */
  readonly services: readonly string[] | null;
}

export interface Span {
  readonly fromAt: number;
  readonly untilAt: number;
}

export interface StepState {
  readonly status: StepStatus;
  /** Since when it has this status. */
  readonly since: number;
  /** How often it was begun. */
  readonly attempts: number;
  /** When it was last ready: its time box counts from then; null: it never was. */
  readonly readyAt: number | null;
  /** Not before that is it begun, or over where it only waits. */
  readonly notBefore: number | null;
  /** Who has taken it over. */
  readonly takenBy: string | null;
  /** Who has done or decided it; null: a machine, or nobody yet. */
  readonly doneBy: string | null;
  /** The items that are ticked, by their number from 0. */
  readonly ticked: readonly number[];
  /** How often each step of its escalation policy was told, by number; `end` is the end of the time box. */
  readonly told: Readonly<Record<string, number>>;
  /** The run that it waits for. */
  readonly child: string | null;
  /** What it has left behind, in codes and numbers. */
  readonly data: Readonly<Record<string, Code>>;
}

/** A step of a procedure and how it stands in a run. */
export interface Standing {
  readonly step: Step;
  readonly state: StepState;
}

/** By which its events, its notifications and its workflow are known. */
export const subjectOf = (reference: string): string => `run:${reference}`;

/** Of the version of the plan under which it was begun. */
export const procedureOf = ({ plan }: Rules, { procedure }: Pick<Run, 'procedure'>): Procedure =>
  plan.procedures[procedure]!;

/** Its steps in their order, each with how it stands. */
export const standingsOf = (rules: Rules, run: Run): readonly Standing[] =>
  procedureOf(rules, run).steps.map((step) => ({ step, state: run.steps[step.name]! }));

/** Throws `ActRefused` where it has no such step. */
export function standingOf(rules: Rules, run: Run, name: string): Standing {
  const found = standingsOf(rules, run).find(({ step }) => step.name === name);
  if (found !== undefined) return found;
  const names = procedureOf(rules, run).steps.map((one) => one.name);
  throw new ActRefused(`There is no step "${name}" in ${run.reference}: it has ${names.join(', ')}.`);
}

const byPeople: readonly string[] = ['do', 'decide', 'approve', 'flag'];

/** Whether a person does it, rather than a machine. */
export const isByPeople = ({ act }: Step): boolean => byPeople.includes(act.kind);

/** Whether undoing it is a machine's work: a program is undone by a program, a mode by its end. */
export const isUndoneByMachine = ({ act }: Step): boolean => act.kind === 'run' || isSwitchedOn(act);

const isSwitchedOn = (act: Step['act']): boolean => (act.kind === 'maintenance' || act.kind === 'degraded') && act.on;

/** Whether there is a way back from it. */
export const canUndo = (step: Step): boolean => step.undo !== null || isSwitchedOn(step.act);

/** Whether a worker does it now: of what waits, or is undone. */
export const isMachines = ({ step, state }: Standing): boolean =>
  state.status === 'undoing' ? isUndoneByMachine(step) : !isByPeople(step) && !['wait', 'tell'].includes(step.act.kind);

export const endedStatuses: readonly RunStatus[] = ['done', 'failed', 'undone', 'cancelled'];

export const isOver = ({ status }: Pick<Run, 'status'>): boolean => endedStatuses.includes(status);

/** The run with a step that stands otherwise. */
export const withStep = (run: Run, name: string, change: Partial<StepState>): Run => ({
  ...run,
  steps: { ...run.steps, [name]: { ...run.steps[name]!, ...change } },
});

/** The run with another status, over or not. */
export const withStatus = (run: Run, status: RunStatus, at: number): Run => ({
  ...run,
  status,
  statusSince: at,
  pausedUntil: null,
  endedAt: endedStatuses.includes(status) ? at : null,
});

type NewEvent = Pick<Event, 'key' | 'kind' | 'at'> & Partial<Event>;

/** The run with one more event. Its instant is never before the last one's. */
export function withEvent(run: Run, event: NewEvent): Run {
  const at = Math.max(event.at, run.lastEventAt);
  const whole: Event = { dueAt: null, by: null, data: {}, text: {}, notify: [], ...event, at };
  return { ...run, lastEventAt: at, events: [...run.events, whole] };
}

/** The run with the event of an act. */
export const happened = (run: Run, act: Act, kind: string, more: Partial<Event> = {}): Run =>
  withEvent(run, { ...act, kind, ...more });
