/** [from, to), epoch ms. */
export type Span = readonly [from: number, to: number];

/** What a check saw at an instant. */
export interface Look {
  readonly at: number;
  readonly ok: boolean;
}

/** How a check judges. */
export interface Judging {
  /** So many failures in a row and it is down, since the first of them. */
  readonly fails: number;
  /** For so long a result holds where no other follows: longer, and nobody knows, ms. */
  readonly holdsMs: number;
}

/** When something was known to be as it was, and when it was down. Both in order, without overlap. */
export interface Seen {
  readonly known: readonly Span[];
  readonly down: readonly Span[];
}

/** What a check has seen until `now`; its results in order. */
export function seenBy(looks: readonly Look[], { fails, holdsMs }: Judging, now: number): Seen {
  const known = looks.map(({ at }, index): Span => [at, Math.min(looks[index + 1]?.at ?? now, at + holdsMs)]);
  const bad = runsOf(looks).filter(([first, past]) => past - first >= fails);
  const down = bad.flatMap(([first, past]) => known.slice(first, past));
  return { known: union([known]), down: union([down]) };
}

/** Failures in a row, as [the first, the one past the last). */
function runsOf(looks: readonly Look[]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const [index, { ok }] of looks.entries()) {
    const last = runs.at(-1);
    if (ok) continue;
    if (last !== undefined && last[1] === index) last[1] = index + 1;
    else runs.push([index, index + 1]);
  }
  return runs;
}

/** What holds of several at once: down while any of them is, known while any of them is. */
export const together = (all: readonly Seen[]): Seen => ({
  known: union(all.map(({ known }) => known)),
  down: union(all.map(({ down }) => down)),
});

/** The time that is in any of these, in order and without overlap. */
export function union(all: readonly (readonly Span[])[]): readonly Span[] {
  const merged: [number, number][] = [];
  for (const [from, to] of all.flat().toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (to <= from) continue;
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/** The time that is in both; each in order and without overlap. */
export function shared(some: readonly Span[], others: readonly Span[]): readonly Span[] {
  const found: Span[] = [];
  let [i, j] = [0, 0];
  while (i < some.length && j < others.length) {
    const [from, to] = [Math.max(some[i]![0], others[j]![0]), Math.min(some[i]![1], others[j]![1])];
    if (from < to) found.push([from, to]);
    if (some[i]![1] < others[j]![1]) i += 1;
    else j += 1;
  }
  return found;
}

export const lengthOf = (spans: readonly Span[]): number => spans.reduce((sum, [from, to]) => sum + to - from, 0);

/** How much of a time was known, down, and planned to be away; ms. */
export interface Tally {
  readonly knownMs: number;
  readonly downMs: number;
  /** Of the time that is known. */
  readonly plannedMs: number;
  /** Down while it was planned to be. */
  readonly plannedDownMs: number;
}

export const nothing: Tally = { knownMs: 0, downMs: 0, plannedMs: 0, plannedDownMs: 0 };

/** What of a span was how; `planned` is announced maintenance. */
export function tallyOf({ known, down }: Seen, planned: readonly Span[], span: Span): Tally {
  const within = shared(known, [span]);
  const downWithin = shared(down, [span]);
  const away = union([planned]);
  return {
    knownMs: lengthOf(within),
    downMs: lengthOf(downWithin),
    plannedMs: lengthOf(shared(within, away)),
    plannedDownMs: lengthOf(shared(downWithin, away)),
  };
}

export const added = (a: Tally, b: Tally): Tally => ({
  knownMs: a.knownMs + b.knownMs,
  downMs: a.downMs + b.downMs,
  plannedMs: a.plannedMs + b.plannedMs,
  plannedDownMs: a.plannedDownMs + b.plannedDownMs,
});

/** How long it was down as far as that counts, ms. */
export const countedMs = ({ downMs, plannedDownMs }: Tally, maintenanceCounts: boolean): number =>
  maintenanceCounts ? downMs : downMs - plannedDownMs;

/** The share of the known time that it was up, from 0 to 1; null where nothing is known. */
export const shareUp = (tally: Tally, maintenanceCounts: boolean): number | null =>
  tally.knownMs === 0 ? null : 1 - countedMs(tally, maintenanceCounts) / tally.knownMs;

/** What a target leaves of a span, and what of it is used up; ms. */
export interface Budget {
  readonly allowedMs: number;
  readonly spentMs: number;
  readonly leftMs: number;
}

/** The error budget of a span of `lengthMs` under a target such as 0.995. */
export function budgetOf(tally: Tally, target: number, maintenanceCounts: boolean, lengthMs: number): Budget {
  // Shares such as 99.9 % are not exact: no budget is off by a millisecond for that.
  const allowedMs = Math.round((1 - target) * lengthMs);
  const spentMs = countedMs(tally, maintenanceCounts);
  return { allowedMs, spentMs, leftMs: allowedMs - spentMs };
}

/** How fast the budget burns: 1 uses it up exactly by the end; null where nothing is known or nothing is allowed. */
export function burnRate(tally: Tally, target: number, maintenanceCounts: boolean): number | null {
  if (tally.knownMs === 0 || target >= 1) return null;
  return countedMs(tally, maintenanceCounts) / tally.knownMs / (1 - target);
}
