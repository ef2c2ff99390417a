import type { Age, Keep } from '../plan/backups.ts';

export type Level = keyof Keep;

/** A copy in one place, as far as it matters for how long it stays. */
export interface Held {
  readonly id: number;
  readonly backup: string;
  /** `busy`: it is being made, or something is being restored from it. */
  readonly state: 'good' | 'bad' | 'busy';
  readonly madeAt: number;
  /** Whether it brings back any moment since it was made. */
  readonly pointInTime: boolean;
  readonly proven: boolean;
  /** The copy without which it is worth nothing. */
  readonly base: number | null;
}

/** How the clocks of a plan divide and count time. */
export interface Dates {
  /** The name of the week, month or year of an instant. */
  readonly periodOf: (level: Level, at: number) => string;
  /** When what is made at an instant has reached an age; Infinity for ever. */
  readonly endOf: (at: number, age: Age) => number;
}

/** The copies of a data set in one place, and how long those of each backup are kept; null or absent: for ever. */
export interface Holding {
  readonly copies: readonly Held[];
  readonly keeps: Readonly<Record<string, Keep | null>>;
}

export type Stays =
  /** For its own sake, or as the one of its week, month or year. */
  | Level
  /** Where a span of time can be restored to any moment, its beginning rests on this copy. */
  | 'window'
  | 'last good'
  | 'last proven'
  /** Another that stays is worth nothing without it. */
  | 'needed'
  | 'busy'
  /** The plan does not say for how long. */
  | 'no term';

/** `expired`: all of its terms are over; `another`: of its week, month or year another one is kept; `failed`: it is worth nothing. */
export type Goes = 'expired' | 'another' | 'failed';

/** What becomes of a copy. */
export type Decision =
  /** `untilAt`: until when for that reason, epoch ms; Infinity: nobody knows. */
  | { readonly id: number; readonly stays: true; readonly why: Stays; readonly untilAt: number }
  | { readonly id: number; readonly stays: false; readonly why: Goes };

/**
 * Which copies stay at `now`, epoch ms, and which may go, in the order of `copies`. A copy is kept as long as its backup's `daily`
 * says; beyond that one of each week, month and year is: a proven one, else one that needs no other, else the first. Nothing goes
 * upon which something rests that stays. The last good copy of each backup stays, and the last proven one.
 */
export function retention({ copies, keeps }: Holding, dates: Dates, now: number): readonly Decision[] {
  const byId = new Map(copies.map((one) => [one.id, one]));
  const isWhole = (one: Held | undefined): boolean =>
    one?.state === 'good' && (one.base === null || isWhole(byId.get(one.base)));
  const own = new Map<number, Decision>();
  for (const [backup, all] of Map.groupBy(copies, (one) => one.backup)) {
    const good = all.filter(isWhole).toSorted((a, b) => a.madeAt - b.madeAt || a.id - b.id);
    const deciding = { keep: keeps[backup] ?? null, good, chosen: chosenOf(good, dates), dates, now };
    for (const one of all) own.set(one.id, decide(one, deciding));
  }
  const kept = copies.filter(({ id }) => own.get(id)!.stays);
  const needed = neededBy(kept, byId);
  return copies.map(({ id }) => {
    const decision = own.get(id)!;
    return !decision.stays && needed.has(id) ? { id, stays: true, why: 'needed', untilAt: Infinity } : decision;
  });
}

const periods = ['weekly', 'monthly', 'yearly'] as const;

interface Deciding {
  readonly keep: Keep | null;
  /** The good ones of the same backup, the oldest first. */
  readonly good: readonly Held[];
  /** Of those, the ones that are kept of each week, month and year. */
  readonly chosen: Readonly<Record<(typeof periods)[number], ReadonlySet<Held>>>;
  readonly dates: Dates;
  readonly now: number;
}

function decide(one: Held, deciding: Deciding): Decision {
  const { id, state, madeAt } = one;
  const { keep, good, dates, now } = deciding;
  const stays = (why: Stays, untilAt = Infinity): Decision => ({ id, stays: true, why, untilAt });
  if (state === 'busy') return stays('busy');
  if (keep === null) return stays('no term');
  const isGood = good.includes(one);
  const ends = (level: Level): number => (keep[level] === null ? -Infinity : dates.endOf(madeAt, keep[level]));
  const levels = periods.filter((level) => deciding.chosen[level].has(one));
  const terms = (['daily', ...levels] as const).map((level) => ({ level, untilAt: ends(level) }));
  const [longest] = terms.toSorted((a, b) => b.untilAt - a.untilAt);
  if (longest!.untilAt > now) return stays(longest!.level, longest!.untilAt);
  if (!isGood) return { id, stays: false, why: 'failed' };
  const last = lastResort(one, keep, deciding);
  if (last !== null) return stays(last);
  return { id, stays: false, why: periods.some((level) => ends(level) > now) ? 'another' : 'expired' };
}

function chosenOf(good: readonly Held[], { periodOf }: Dates): Deciding['chosen'] {
  const [weekly, monthly, yearly] = periods.map((level) => {
    const groups = Map.groupBy(good, ({ madeAt }) => periodOf(level, madeAt));
    return new Set([...groups.values()].map(best));
  }) as [Set<Held>, Set<Held>, Set<Held>];
  return { weekly, monthly, yearly };
}

function best(all: readonly Held[]): Held {
  const proven = all.filter((one) => one.proven);
  const these = proven.length > 0 ? proven : all;
  return these.find(({ base }) => base === null) ?? these[0]!;
}

/** Why a good copy stays although its time is over. */
function lastResort(one: Held, { daily }: Keep, { good, dates, now }: Deciding): Stays | null {
  if (one === good.at(-1)) return 'last good';
  if (one === good.findLast(({ proven }) => proven)) return 'last proven';
  const before = good.findLast(({ madeAt }) => daily !== null && dates.endOf(madeAt, daily) <= now);
  return one.pointInTime && one === before ? 'window' : null;
}

/** Everything that these rest upon. */
function neededBy(kept: readonly Held[], byId: ReadonlyMap<number, Held>): ReadonlySet<number> {
  const needed = new Set<number>();
  for (const one of kept)
    for (let base = one.base; base !== null && !needed.has(base); base = byId.get(base)?.base ?? null) needed.add(base);
  return needed;
}
