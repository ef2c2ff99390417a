import { type Change, type ClockCase, type Target, counting, lengthOf, measure, reach, share } from './counting.ts';

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
