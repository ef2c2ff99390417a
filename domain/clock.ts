import { afterBusinessDays, afterOpen, openBetween } from './calendar.ts';
import type { Calendar } from './calendar.ts';

export type Metric = 'response' | 'resolution' | 'postmortem';

/** How much time a promise gives: open milliseconds, or whole business days. */
export type Target = { readonly ms: number } | { readonly businessDays: number };

/** Time that does not count, [from, to) in epoch ms; `to` is null while it lasts. */
export interface Pause {
  readonly from: number;
  readonly to: number | null;
}

/** One promise about time. Instants are epoch ms. */
export interface Clock {
  readonly metric: Metric;
  /** Which promise of this metric it is: a second post-mortem is round 2. */
  readonly round: number;
  readonly target: Target;
  /** The calendar's name in the plan. */
  readonly calendar: string;
  /** The path in the plan that set the target. */
  readonly rule: string;
  /** The anchor: the instant from which the target counts. */
  readonly from: number;
  /** In order, never overlapping. */
  readonly pauses: readonly Pause[];
  readonly fulfilledAt: number | null;
  /** When it was breached: its due instant, or that of the change that broke it. */
  readonly breachedAt: number | null;
}

export type ClockState = 'running' | 'paused' | 'met' | 'breached';

/** The instant at which `fraction` of the target is used up; Infinity while that is not to be foreseen. */
export function reaches(calendar: Calendar, clock: Clock, fraction: number): number {
  const total = lengthMs(calendar, clock);
  return total === Infinity ? Infinity : afterCounted(calendar, clock, ceilMs(total * fraction));
}

/** When it falls due or fell due, epoch ms; null while it is paused before that. */
export function dueAt(calendar: Calendar, clock: Clock): number | null {
  const at = reaches(calendar, clock, 1);
  return at === Infinity ? null : at;
}

/** Met if and only if fulfilled at or before the due instant; breached stays breached. */
export function stateOf(clock: Clock): ClockState {
  if (clock.breachedAt !== null) return 'breached';
  if (clock.fulfilledAt !== null) return 'met';
  return paused(clock) ? 'paused' : 'running';
}

/** Whether more of its calendar must be known to say when it falls due. */
export const beyondCalendar = (calendar: Calendar, clock: Clock): boolean =>
  clock.fulfilledAt === null && clock.breachedAt === null && !paused(clock) && reaches(calendar, clock, 1) === Infinity;

export const pause = (clock: Clock, at: number): Clock =>
  paused(clock) || clock.fulfilledAt !== null ? clock : { ...clock, pauses: [...clock.pauses, { from: at, to: null }] };

export const resume = (clock: Clock, at: number): Clock =>
  paused(clock) && clock.fulfilledAt === null ? { ...clock, pauses: closed(clock.pauses, at) } : clock;

/** Stops it. Fulfilled inside an open pause, it stays paused for ever and so is met. */
export const fulfil = (clock: Clock, at: number): Clock =>
  clock.fulfilledAt === null ? { ...clock, fulfilledAt: at } : clock;

/** Lets it run again; the time since it was fulfilled does not count. */
export function unfulfil(clock: Clock, at: number): Clock {
  if (clock.fulfilledAt === null) return clock;
  const pauses = paused(clock) ? closed(clock.pauses, at) : [...clock.pauses, { from: clock.fulfilledAt, to: at }];
  return { ...clock, fulfilledAt: null, pauses };
}

const paused = ({ pauses }: Clock): boolean => pauses.at(-1)?.to === null;

const closed = (pauses: readonly Pause[], at: number): readonly Pause[] =>
  pauses.map((one) => (one.to === null ? { from: one.from, to: at } : one));

/** For pauses and thresholds a business-day target is as long as the open time up to its due instant. */
function lengthMs(calendar: Calendar, { target, from }: Clock): number {
  if ('ms' in target) return target.ms;
  const due = afterBusinessDays(calendar, from, target.businessDays);
  return due === Infinity ? Infinity : openBetween(calendar, from, due);
}

/** The first instant at which `ms` have been counted: open time outside pauses. A pause that begins right then does not move it. */
function afterCounted(calendar: Calendar, clock: Clock, ms: number): number {
  let from = clock.from;
  let left = ms;
  for (const one of clock.pauses) {
    const at = afterOpen(calendar, from, left);
    if (at <= one.from) return at;
    if (one.to === null) return Infinity;
    left -= openBetween(calendar, from, Math.max(from, one.from));
    from = Math.max(from, one.to);
  }
  return afterOpen(calendar, from, left);
}

/** Up to the next whole ms, but for the dust that floating point leaves behind. */
const ceilMs = (ms: number): number => Math.ceil(Number(ms.toFixed(6)));
