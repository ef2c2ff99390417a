import type { Metric, Start } from '../../domain/clock.ts';
import type { Bodies } from '../../domain/incident/bodies.ts';
import type { Status } from '../../domain/incident/incident.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';
import type { Rules } from '../../domain/plan.ts';
import type { TargetRow } from '../../domain/plan/promises.ts';

import type { Span } from './counting.ts';

/** A promise: what it was to be, since when, and what has become of it. */
export interface Promised {
  readonly metric: Metric;
  readonly round: number;
  readonly start: Start;
  readonly from: number;
  /**
   * The rows that promised it, one after another; `used`: how much of it was carried over at `since`; `onward`: counted by the
   * calendar of the one before.
   */
  readonly rows: { row: TargetRow; since: number; used: number | null; onward: boolean }[];
  /** When it was done and until when it was wanted again. */
  readonly gaps: Span[];
  doneAt: number | null;
  stoppedAt: number | null;
  brokenAt: number | null;
  warnedAt: number | null;
  /** What stood still when it was done or stopped: later stops do not concern it. */
  frozen: readonly Span[] | null;
}

/** Time that does not count. */
export interface Still {
  readonly from: number;
  to: number;
  readonly metrics: readonly Metric[] | null;
  readonly pause: string | null;
}

export interface Happening {
  readonly kind: string;
  readonly at: number;
  readonly dueAt: number | null;
  /** Which of its kind, of what happens by itself. */
  readonly key?: string;
  readonly notify: readonly string[];
  /** Whether whoever is told of the ticket hears of it. */
  readonly isNews?: boolean;
  /** Who follows it from now on, and as what. */
  readonly joins?: { readonly who: string; readonly as: string };
  /** What a step says of itself. */
  readonly detail?: object;
}

/** What happens by itself: when it was due, when it happens, and what it does. */
export interface Coming {
  readonly dueAt: number;
  readonly at: number;
  readonly happen: () => void;
}

/** A step that was taken, how many of its times are over, and when nobody was there. */
export interface Told {
  readonly first: number;
  readonly times: number;
  quiet: boolean;
  readonly skippedAt: number | null;
}

/** A pass through a policy: which, since when it counts, and what began it. */
export interface Pass {
  readonly number: number;
  readonly since: number;
  readonly why: 'opening' | 'level' | 'lapsed';
}

/** How a phase went, the last time. */
export interface Stay {
  readonly enteredAt: number;
  doneAt: number | null;
  readonly times: number;
  overran: boolean;
}

/** A ticket as the model keeps it; changed in place. */
export interface Ticket {
  rules: Rules;
  now: number;
  /** Who is acting. */
  actor: string;
  readonly requester: boolean;
  type: string;
  severity: string;
  category: string | null;
  impact: string | null;
  service: string | null;
  customer: string | null;
  level: string;
  assignee: string | null;
  status: Status;
  since: number;
  acknowledgedAt: number | null;
  escalated: string | null;
  readonly openedAt: number;
  resolvedAt: number | null;
  endedAt: number | null;
  holdUntil: number | null;
  readonly stills: Still[];
  readonly starts: Map<Start, number>;
  /** When a promise of this metric was first kept, made or not. */
  readonly kept: Map<Metric, number>;
  promises: Promised[];
  readonly rounds: Map<Metric, number>;
  pagingSince: number;
  readonly told: Map<string, Told>;
  readonly passes: Map<string, Pass>;
  /** The passes in which everybody was told in vain. */
  readonly exhausted: Set<string>;
  /** When a person last did anything. */
  workedAt: number;
  /** The phase of the work that it is in. */
  phase: string | null;
  readonly stays: Map<string, Stay>;
  /** In which phase it was when it was resolved or given up. */
  leftIn: string | null;
  snoozedUntil: number | null;
  handovers: number;
  /** When the appointment is over that is agreed on. */
  meetsUntil: number | null;
  merged: boolean;
  /** How often each row of the plan's communication has spoken. */
  readonly announced: Map<number, number>;
  readonly happened: Happening[];
}

export const isOpen = ({ status }: Ticket): boolean =>
  ['received', 'triaged', 'in_progress', 'on_hold'].includes(status);

export const isOwed = ({ doneAt, stoppedAt }: Promised): boolean => doneAt === null && stoppedAt === null;

/** Whether it can still be kept or broken. */
export const isRunning = (one: Promised): boolean => isOwed(one) && one.brokenAt === null;

export const promiseOf = (ticket: Ticket, metric: Metric): Promised | undefined =>
  ticket.promises.find((one) => one.metric === metric);

/** What each act does. */
export type Doing = { readonly [V in Verb]?: (ticket: Ticket, body: Bodies[V]) => void };

/** It happened, now. */
export function note(ticket: Ticket, kind: string, more: Partial<Happening> = {}): void {
  ticket.happened.push({ kind, at: ticket.now, dueAt: null, notify: [], ...more });
}

/** The act is not possible, or says what cannot be. */
export class Refused extends Error {}

export function refuseUnless(right: boolean): void {
  if (!right) throw new Refused();
}
