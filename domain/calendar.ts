/**
 * When a company is open: sorted instants [open, close, open, close, …] in epoch ms, or `always`. `lastCloses` holds the
 * last close of every open local day; business days are counted on it. Both are known up to `until`, epoch ms.
 */
export interface Calendar {
  readonly open: readonly number[] | 'always';
  readonly lastCloses: readonly number[];
  /** For each open day the instant from which it cannot be day 0, where that is not always its last close. */
  readonly dayEnds?: readonly number[];
  readonly until: number;
}

/** From an opening to its close, epoch ms. */
export type Interval = readonly [from: number, to: number];

/** When it is open, in order; one interval without ends where that is always. */
export const intervalsOf = ({ open }: Calendar): readonly Interval[] =>
  open === 'always'
    ? [[-Infinity, Infinity]]
    : open.flatMap((from, index) => (index % 2 === 0 ? [[from, open[index + 1]!] as const] : []));

/** Milliseconds of open time between two instants. */
export function openBetween({ open }: Calendar, from: number, to: number): number {
  if (open === 'always') return Math.max(0, to - from);
  let spent = 0;
  for (let i = firstClosingAfter(open, from); i < open.length && open[i]! < to; i += 2)
    spent += Math.max(0, Math.min(open[i + 1]!, to) - Math.max(open[i]!, from));
  return spent;
}

/** The first instant at which `ms` of open time has passed since `from`; Infinity beyond the last known close. */
export function afterOpen({ open }: Calendar, from: number, ms: number): number {
  if (open === 'always' || ms <= 0) return from + Math.max(0, ms);
  let left = ms;
  for (let i = firstClosingAfter(open, from); i < open.length; i += 2) {
    const start = Math.max(open[i]!, from);
    if (start + left <= open[i + 1]!) return start + left;
    left -= open[i + 1]! - start;
  }
  return Infinity;
}

/** The last close of the `days`-th open day after day 0: the day of `from` if before its last close, else the next open day. */
export function afterBusinessDays({ lastCloses, dayEnds = lastCloses }: Calendar, from: number, days: number): number {
  const dayZero = firstIndex(dayEnds.length, (day) => dayEnds[day]! > from);
  return lastCloses[dayZero + days] ?? Infinity;
}

/** Index of the opening of the first interval that closes after `at`. */
const firstClosingAfter = (open: readonly number[], at: number): number =>
  2 * firstIndex(open.length / 2, (interval) => open[interval * 2 + 1]! > at);

/** The first of 0…count-1 that `holds`, which once true stays true; count if none. */
export function firstIndex(count: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Whether it is open at an instant; at its close it is not any more. */
export const isOpenAt = (calendar: Calendar, at: number): boolean => openBetween(calendar, at, at + 1) > 0;

/** When it opens next, of a calendar that is closed at `at`; null where it is open then, or never known to open again. */
export function opensAgain({ open }: Calendar, at: number): number | null {
  if (open === 'always') return null;
  const opens = open[firstClosingAfter(open, at)];
  return opens === undefined || opens <= at ? null : opens;
}

/** Whether both are open at the same times from `from` on, as far as both are known. */
export function sameHours(one: Calendar, other: Calendar, from: number): boolean {
  if (one === other) return true;
  const until = Math.min(one.until, other.until);
  return JSON.stringify(hoursWithin(one, from, until)) === JSON.stringify(hoursWithin(other, from, until));
}

const hoursWithin = ({ open, lastCloses }: Calendar, from: number, until: number) => [
  open === 'always' ? open : open.slice(firstClosingAfter(open, from)).filter((at) => at < until),
  lastCloses.filter((at) => at > from && at < until),
];
