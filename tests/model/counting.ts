import { isDeepStrictEqual } from 'node:util';

import type { Calendar } from '../../domain/calendar.ts';
import type { Target } from '../../domain/clock.ts';

/** From, to in epoch ms; without an end while it lasts. */
export type Span = readonly [from: number, to: number];

const without = (spans: readonly Span[], [from, to]: Span): Span[] =>
  spans
    .flatMap(([open, close]): Span[] => [
      [open, Math.min(close, from)],
      [Math.max(open, to), close],
    ])
    .filter(([open, close]) => open < close);

/** When it is open. */
export const hours = ({ open }: Calendar): Span[] =>
  open === 'always' ? [[-Infinity, Infinity]] : open.flatMap((at, i) => (i % 2 === 0 ? [[at, open[i + 1]!]] : []));

/** The time that counts from `from` on: open, and while nothing stands still. */
export const counted = (calendar: Calendar, from: number, still: readonly Span[]): Span[] =>
  still.reduce<Span[]>(
    without,
    hours(calendar)
      .filter(([, close]) => close > from)
      .map(([open, close]) => [Math.max(open, from), close]),
  );

/** How much of it has passed by `until`. */
export const measure = (spans: readonly Span[], until: number): number =>
  spans.reduce((sum, [from, to]) => sum + Math.max(0, Math.min(to, until) - from), 0);

/** The first instant at which `ms` of it have passed; Infinity for never. */
export function reach(spans: readonly Span[], ms: number): number {
  let left = ms;
  for (const [from, to] of spans) {
    if (left <= to - from) return from + left;
    left -= to - from;
  }
  return Infinity;
}

/** How much time a target gives, counted from `from`. */
export function lengthOf(calendar: Calendar, target: Target, from: number): number {
  if ('ms' in target) return target.ms;
  const ends = calendar.dayEnds ?? calendar.lastCloses;
  const dayZero = ends.findIndex((end) => end > from);
  return measure(counted(calendar, from, []), calendar.lastCloses[dayZero + target.businessDays]!);
}

/** `part` of `whole` as as much of `total`, rounded up. */
export const share = (part: number, whole: number, total: number): number =>
  Number((BigInt(part) * BigInt(total) + BigInt(whole) - 1n) / BigInt(whole));

/** Whether two calendars are open at the same times. */
export const sameHours = (one: Calendar, other: Calendar): boolean =>
  isDeepStrictEqual([one.open, one.lastCloses], [other.open, other.lastCloses]);
