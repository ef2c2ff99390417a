import { type Calendar, type Span, businessDue, openSpans } from './open.ts';
import { SECOND } from './wall.ts';

type Target = { readonly seconds: number } | { readonly businessDays: number };
type Pause = { readonly from: string; readonly to: string | null };
type Change = { readonly at: string; readonly target: Target; readonly retroactive: boolean };
export type ClockCase = {
  readonly calendar: Calendar;
  readonly openedAt: string;
  readonly target: Target;
  readonly thresholds: readonly number[];
  readonly pauses: readonly Pause[];
  readonly changes: readonly Change[];
  readonly fulfilledAt: string | null;
};
type Answer = {
  readonly dueAt: string | null;
  readonly thresholds: readonly { readonly fraction: number; readonly at: string | null }[];
  readonly breachedAt: string | null;
  readonly firstBreachAt: string | null;
  readonly met: boolean | null;
};

/** A target, in force from `since` up to, and without, the instant of the next change. */
type Force = {
  readonly since: number;
  /** Counted time in ms; null where it can never be used up. */
  readonly length: number | null;
  /** When a fraction of it is used, counted as far as it takes; null for never. */
  readonly when: (fraction: number) => number | null;
  /** What of its length is used at an instant that is not before `since`. */
  readonly used: (at: number) => number;
};

/** `value × times ÷ by`, rounded up, with nothing lost on the way; a decimal is taken as it is written. */
function share(value: number, times: number, by = 1): number {
  const [whole = '', decimals = ''] = value.toFixed(9).split('.');
  const above = BigInt(whole + decimals) * BigInt(times);
  const below = BigInt(10 ** decimals.length) * BigInt(by);
  return Number((above + below - 1n) / below);
}

const subtract = (spans: readonly Span[], [from, to]: Span): readonly Span[] =>
  spans
    .flatMap(([open, close]): Span[] => [
      [open, Math.min(close, from)],
      [Math.max(open, to), close],
    ])
    .filter(([open, close]) => open < close);

const pausesOf = ({ pauses }: ClockCase): readonly Span[] =>
  pauses.map(({ from, to }) => [Date.parse(from), to === null ? Number.POSITIVE_INFINITY : Date.parse(to)]);

/** The time that counts, from the opening on: open and in no pause. */
function* counting(clock: ClockCase): Generator<Span> {
  const pauses = pausesOf(clock);
  const forGood = Math.min(...pauses.filter(([, to]) => to === Number.POSITIVE_INFINITY).map(([from]) => from));
  for (const span of openSpans(clock.calendar, Date.parse(clock.openedAt))) {
    if (span[0] >= forGood) return;
    yield* pauses.reduce(subtract, [span] as readonly Span[]);
  }
}

function measure(spans: Iterable<Span>, until: number): number {
  let total = 0;
  for (const [from, to] of spans) {
    if (from >= until) break;
    total += Math.min(to, until) - from;
  }
  return total;
}

/** The first instant at which `amount` ms have counted since `since`. */
function reach(clock: ClockCase, since: number, amount: number): number | null {
  let left = amount;
  if (left === 0) return since;
  for (const [from, to] of counting(clock)) {
    const start = Math.max(from, since);
    if (start + left <= to) return start + left;
    left -= Math.max(0, to - start);
  }
  return null;
}

function lengthOf({ calendar, openedAt }: ClockCase, target: Target): number | null {
  if ('seconds' in target) return share(target.seconds, SECOND);
  const anchor = Date.parse(openedAt);
  const due = businessDue(calendar, anchor, target.businessDays);
  return due === null ? null : measure(openSpans(calendar, anchor), due);
}

/** A target that counts from the opening, whenever it came into force. */
function fromOpening(clock: ClockCase, target: Target, since: number): Force {
  const length = lengthOf(clock, target);
  const opened = Date.parse(clock.openedAt);
  return {
    since,
    length,
    when: (fraction) => (length === null ? null : reach(clock, opened, share(fraction, length))),
    used: (at) => measure(counting(clock), at),
  };
}

/** How much of another length the fraction used at an instant is; all of it if there was nothing to use. */
function carry(before: Force, at: number, length: number | null): number {
  if (before.length === null || length === null) return 0;
  return before.length === 0 ? length : share(before.used(at), length, before.length);
}

/** A target that takes over the fraction that the one before it had used. */
function carriedOver(clock: ClockCase, before: Force, { at, target }: Change): Force {
  const since = Date.parse(at);
  const length = lengthOf(clock, target);
  const carried = carry(before, since, length);
  const when = (fraction: number) => {
    if (length === null) return null;
    const left = share(fraction, length) - carried;
    // What was used up under the target before was used up then, or else by rounding up.
    return left > 0 ? reach(clock, since, left) : Math.min(since, before.when(fraction) ?? since);
  };
  return {
    since,
    length,
    when,
    used: (until) => carried + measure(counting(clock), until) - measure(counting(clock), since),
  };
}

/** Every target that was in force, in order; a clock that has been fulfilled is over. */
function forcesOf(clock: ClockCase, fulfilledAt: number): readonly [Force, ...Force[]] {
  let latest = fromOpening(clock, clock.target, Date.parse(clock.openedAt));
  const forces: [Force, ...Force[]] = [latest];
  for (const change of clock.changes.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at))) {
    if (Date.parse(change.at) > fulfilledAt) break;
    latest = change.retroactive
      ? fromOpening(clock, change.target, Date.parse(change.at))
      : carriedOver(clock, latest, change);
    forces.push(latest);
  }
  return forces;
}

/** When a target is breached: at its due instant, or when it came into force already used up. */
function breachOf(force: Force, fulfilledAt: number): number | null {
  const due = force.when(1);
  return due === null || fulfilledAt <= due ? null : Math.max(due, force.since);
}

const written = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** What design §5 says about a clock, counted along the list of the time that counts. */
export function askOracle(clock: ClockCase): Answer {
  const fulfilledAt = clock.fulfilledAt === null ? Number.POSITIVE_INFINITY : Date.parse(clock.fulfilledAt);
  const forces = forcesOf(clock, fulfilledAt);
  const last = forces.at(-1) ?? forces[0];
  const breaches = forces.flatMap((force, index) => {
    const breach = breachOf(force, fulfilledAt);
    const until = forces[index + 1]?.since ?? Number.POSITIVE_INFINITY;
    return breach !== null && breach < until ? [breach] : [];
  });
  const dueAt = last.when(1);
  return {
    dueAt: written(dueAt),
    thresholds: clock.thresholds.map((fraction) => ({ fraction, at: written(last.when(fraction)) })),
    breachedAt: written(breachOf(last, fulfilledAt)),
    firstBreachAt: written(breaches.length === 0 ? null : Math.min(...breaches)),
    met: clock.fulfilledAt === null ? null : dueAt === null || fulfilledAt <= dueAt,
  };
}
