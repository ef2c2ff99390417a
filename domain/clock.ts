import { afterBusinessDays, afterOpen, openBetween } from './calendar.ts';
import type { Calendar } from './calendar.ts';

/**
 * What a clock measures: response, containment, resolution, update (the next news), level (the response of a level of
 * support), postmortem, or what a plan declares under `clocks`.
 */
export type Metric = string;

/** Those that every plan may promise; a plan declares others (design §4). */
export const usualMetrics: readonly Metric[] = [
  'response',
  'level',
  'containment',
  'resolution',
  'update',
  'postmortem',
];

/** What a promise counts from: the opening, the arrival at a level, the first of an act, the resolution, or the end of a procedure. */
export type Start = 'opening' | 'level' | 'acknowledge' | 'triage' | 'response' | 'resolution' | 'procedure';

/** How much time a promise gives: open milliseconds, or whole business days. */
export type Target = { readonly ms: number } | { readonly businessDays: number };

/** Time that does not count, [from, to) in epoch ms; `to` is null while it lasts. */
export interface Pause {
  readonly from: number;
  readonly to: number | null;
}

/** What is counted, up to what. Instants are epoch ms. */
export interface Term {
  readonly target: Target;
  /** The anchor: the instant from which the target counts. */
  readonly from: number;
  /** In order, never overlapping. */
  readonly pauses: readonly Pause[];
  /** Only of a target that took over from another what was used up. */
  readonly carried?: Carried | undefined;
}

interface Carried {
  /** When the target came into force. */
  readonly at: number;
  /** How much of it was used up by then, open ms. */
  readonly ms: number;
  /** What it was used up under; absent where that was counted on another calendar. */
  readonly before?: Pick<Term, 'target' | 'carried'>;
}

/** Another target from `at` on, counted from the anchor or, if not retroactive, with the used fraction carried over. */
export interface Change {
  readonly at: number;
  readonly target: Target;
  readonly retroactive: boolean;
}

/** One promise about time. */
export interface Clock extends Term {
  readonly metric: Metric;
  /** Which promise of this metric it is: a second post-mortem is round 2. */
  readonly round: number;
  readonly start: Start;
  /** The calendar's name in the plan. */
  readonly calendar: string;
  /** The path in the plan that set the target. */
  readonly rule: string;
  readonly fulfilledAt: number | null;
  /** How much time may pass before it is warned of; none of a promise that is no range. */
  readonly warn?: Target | undefined;
  /** When it was warned of, which is done once. */
  readonly warnedAt?: number | undefined;
  /** When it was breached: its due instant, or that of the change that broke it. */
  readonly breachedAt: number | null;
  /** From then on it is promised no more, neither met nor breached: the incident was cancelled or merged. */
  readonly stoppedAt?: number | undefined;
  /** Whether a workaround that was told keeps the promise. */
  readonly workaround?: true | undefined;
}

export type ClockState = 'running' | 'paused' | 'met' | 'breached' | 'stopped';

/** Whether both are the same promise, before and after a change. */
export const isSameClock = (one: Clock, other: Clock): boolean =>
  one.metric === other.metric && one.round === other.round;

/** The instant at which `fraction` of the target is used up; Infinity while that is not to be foreseen. */
export function reaches(calendar: Calendar, term: Term, fraction: number): number {
  const total = lengthMs(calendar, term);
  if (total === Infinity) return Infinity;
  const ms = ceilMs(total * fraction);
  const { carried } = term;
  if (carried === undefined) return afterCounted(calendar, term.pauses, term.from, ms);
  if (ms > carried.ms) return afterCounted(calendar, term.pauses, carried.at, ms - carried.ms);
  const { before } = carried;
  if (before === undefined) return carried.at;
  const { target, carried: earlier } = before;
  return Math.min(carried.at, reaches(calendar, { ...term, target, carried: earlier }, fraction));
}

/**
 * The same under another target, and from then on counted on `next` where that is another calendar. What is carried over is
 * rounded up to the ms.
 */
export function retargeted<T extends Term>(
  calendar: Calendar,
  term: T,
  { at, target, retroactive }: Change,
  next: Calendar = calendar,
): T {
  const { target: old, carried } = term;
  const fresh = { ...term, target, carried: undefined };
  if (retroactive) return fresh;
  const [total, oldTotal] = [lengthMs(next, fresh), lengthMs(calendar, term)];
  const ms = scaled(usedMs(calendar, term, at), oldTotal, total);
  return { ...fresh, carried: { at, ms, ...(next === calendar && { before: { target: old, carried } }) } };
}

/** Pauses as told, in any order, made such that none is empty, overlaps, touches another or begins before `from`. */
export function orderedPauses(told: readonly Pause[], from: number): readonly Pause[] {
  const pauses: { from: number; to: number }[] = [];
  for (const one of told.toSorted((a, b) => a.from - b.from)) {
    const next = { from: Math.max(from, one.from), to: one.to ?? Infinity };
    const last = pauses.at(-1);
    if (last !== undefined && next.from <= last.to) last.to = Math.max(last.to, next.to);
    else if (next.to > next.from) pauses.push(next);
  }
  return pauses.map((one) => (one.to === Infinity ? { from: one.from, to: null } : one));
}

/** When it falls due or fell due, epoch ms; null while it is paused before that. */
export function dueAt(calendar: Calendar, clock: Clock): number | null {
  const at = reaches(calendar, clock, 1);
  return at === Infinity ? null : at;
}

/** When the lower bound of its promise is reached, epoch ms; null where it has none, or while that is not to be foreseen. */
export function warnsAt(calendar: Calendar, clock: Clock): number | null {
  const { warn, from, pauses, carried } = clock;
  if (warn === undefined) return null;
  const share = () => lengthMs(calendar, { target: warn, from }) / lengthMs(calendar, clock);
  const at =
    carried === undefined ? reaches(calendar, { target: warn, from, pauses }, 1) : reaches(calendar, clock, share());
  return at === Infinity ? null : at;
}

/** Met if and only if fulfilled at or before the due instant; breached stays breached. */
export function stateOf(clock: Clock): ClockState {
  if (clock.breachedAt !== null) return 'breached';
  if (clock.fulfilledAt !== null) return 'met';
  if (clock.stoppedAt !== undefined) return 'stopped';
  return paused(clock) ? 'paused' : 'running';
}

/** Whether more of its calendar must be known to say when it falls due. */
export const beyondCalendar = (calendar: Calendar, clock: Clock): boolean =>
  isRunning(clock) && !paused(clock) && reaches(calendar, clock, 1) === Infinity;

/** Whether its promise can still be kept or broken. */
export const isRunning = ({ fulfilledAt, breachedAt, stoppedAt }: Clock): boolean =>
  fulfilledAt === null && breachedAt === null && stoppedAt === undefined;

/** Whether what it promises is still to be done, in time or late. */
export const isOwed = ({ fulfilledAt, stoppedAt }: Clock): boolean => fulfilledAt === null && stoppedAt === undefined;

export const pause = (clock: Clock, at: number): Clock =>
  paused(clock) || !isOwed(clock) ? clock : { ...clock, pauses: [...clock.pauses, { from: at, to: null }] };

export const resume = (clock: Clock, at: number): Clock =>
  paused(clock) && isOwed(clock) ? { ...clock, pauses: closed(clock.pauses, at) } : clock;

/** Stops it. Fulfilled inside an open pause, it stays paused for ever and so is met. */
export const fulfil = (clock: Clock, at: number): Clock => (isOwed(clock) ? { ...clock, fulfilledAt: at } : clock);

/** Takes the promise back where it is still to be kept. */
export const stop = (clock: Clock, at: number): Clock => (isOwed(clock) ? { ...clock, stoppedAt: at } : clock);

/** Lets it run again; the time since it was fulfilled or stopped does not count. */
export function revive(clock: Clock, at: number): Clock {
  const since = clock.fulfilledAt ?? clock.stoppedAt;
  if (since === undefined) return clock;
  const pauses = paused(clock) ? closed(clock.pauses, at) : [...clock.pauses, { from: since, to: at }];
  return { ...clock, fulfilledAt: null, stoppedAt: undefined, pauses };
}

const paused = ({ pauses }: Term): boolean => pauses.at(-1)?.to === null;

const closed = (pauses: readonly Pause[], at: number): readonly Pause[] =>
  pauses.map((one) => (one.to === null ? { from: one.from, to: at } : one));

/** How long its target is, open ms; a business-day target is as long as the open time up to its due instant. */
export function lengthMs(calendar: Calendar, { target, from }: Pick<Term, 'target' | 'from'>): number {
  if ('ms' in target) return target.ms;
  const due = afterBusinessDays(calendar, from, target.businessDays);
  return due === Infinity ? Infinity : openBetween(calendar, from, due);
}

/** The first instant at which `ms` have been counted: open time outside pauses. A pause that begins right then does not move it. */
function afterCounted(calendar: Calendar, pauses: readonly Pause[], since: number, ms: number): number {
  let from = since;
  let left = ms;
  for (const one of pauses) {
    const at = afterOpen(calendar, from, left);
    if (at <= one.from) return at;
    if (one.to === null) return Infinity;
    left -= openBetween(calendar, from, Math.max(from, one.from));
    from = Math.max(from, one.to);
  }
  return afterOpen(calendar, from, left);
}

function usedMs(calendar: Calendar, { from, pauses, carried }: Term, at: number): number {
  const since = carried?.at ?? from;
  const lost = pauses.map((one) => openBetween(calendar, Math.max(since, one.from), Math.min(at, one.to ?? at)));
  return (carried?.ms ?? 0) + openBetween(calendar, since, at) - lost.reduce((sum, ms) => sum + ms, 0);
}

/** `used` of `oldTotal` as the same share of `total`, rounded up; exact, for no double holds the product of two long spans. */
function scaled(used: number, oldTotal: number, total: number): number {
  if (oldTotal === Infinity || total === Infinity) return 0;
  if (oldTotal === 0) return total;
  const [part, whole, all] = [BigInt(used), BigInt(oldTotal), BigInt(total)];
  return Number((part * all + whole - 1n) / whole);
}

/** Up to the next whole ms, but for the dust that floating point leaves behind. */
const ceilMs = (ms: number): number => Math.ceil(Number(ms.toPrecision(15)));
