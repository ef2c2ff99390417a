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
  /** What it was used up under. */
  readonly before: Pick<Term, 'target' | 'carried'>;
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
}

export type ClockState = 'running' | 'paused' | 'met' | 'breached';

/** The instant at which `fraction` of the target is used up; Infinity while that is not to be foreseen. */
export function reaches(calendar: Calendar, term: Term, fraction: number): number {
  const total = lengthMs(calendar, term);
  if (total === Infinity) return Infinity;
  const ms = ceilMs(total * fraction);
  const { carried } = term;
  if (carried === undefined) return afterCounted(calendar, term.pauses, term.from, ms);
  if (ms > carried.ms) return afterCounted(calendar, term.pauses, carried.at, ms - carried.ms);
  return Math.min(carried.at, reaches(calendar, { ...term, ...before(carried) }, fraction));
}

/** The same under another target. What is carried over is rounded up to the ms. */
export function retargeted<T extends Term>(calendar: Calendar, term: T, { at, target, retroactive }: Change): T {
  const { target: old, carried } = term;
  const fresh = { ...term, target, carried: undefined };
  if (retroactive) return fresh;
  const [total, oldTotal] = [lengthMs(calendar, fresh), lengthMs(calendar, term)];
  const ms = scaled(usedMs(calendar, term, at), oldTotal, total);
  return { ...fresh, carried: { at, ms, before: { target: old, carried } } };
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
export function warnsAt(calendar: Calendar, { warn, from, pauses }: Clock): number | null {
  const at = warn === undefined ? Infinity : reaches(calendar, { target: warn, from, pauses }, 1);
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

const before = ({ before: { target, carried } }: Carried) => ({ target, carried });

/** Up to the next whole ms, but for the dust that floating point leaves behind. */
const ceilMs = (ms: number): number => Math.ceil(Number(ms.toPrecision(15)));
