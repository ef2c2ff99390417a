import { compileCalendar } from '../calendar.ts';
import type { Weekday } from '../hours.ts';
import { wallClock } from '../zone.ts';

const day = 86_400_000;

/** A window that comes round every week: intervals such as `02:00-04:00` by day. */
export type WeeklyWindow = Readonly<Partial<Record<Weekday, readonly string[]>>>;

/** [from, to) in epoch ms. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** A window that a change of clocks leaves no more than `ms` of the `usualMs` it has by the clock; 0 where nothing is left. */
export interface Shortened {
  /** Its local date, such as `2027-03-28`. */
  readonly date: string;
  readonly ms: number;
  readonly usualMs: number;
}

/** The windows that begin in [fromAt, untilAt), epoch ms, as long as they really are; what touches is one window. */
export const windowsBetween = (week: WeeklyWindow, zone: string, fromAt: number, untilAt: number): readonly Window[] =>
  windows(week, zone, fromAt, untilAt)
    .filter(({ from, to }) => to > from)
    .map(({ from, to }) => ({ from, to }));

/** The windows that begin in [fromAt, untilAt), epoch ms, and are shorter than by the clock. */
export const shortenedWindows = (
  week: WeeklyWindow,
  zone: string,
  fromAt: number,
  untilAt: number,
): readonly Shortened[] =>
  windows(week, zone, fromAt, untilAt)
    .filter(({ from, to, usualMs }) => Math.max(0, to - from) < usualMs)
    .map(({ wall, from, to, usualMs }) => ({
      date: new Date(wall).toISOString().slice(0, 10),
      ms: Math.max(0, to - from),
      usualMs,
    }));

/** The longest window of the week by the clock, ms; 0 where there is none. */
export function windowMs(week: WeeklyWindow): number {
  const from = Date.UTC(2024, 0, 8);
  return Math.max(0, ...windows(week, 'UTC', from, from + 7 * day).map(({ usualMs }) => usualMs));
}

/** By the clock first, as if it were UTC, so that a window that a change of clocks swallows is seen too. */
function windows(week: WeeklyWindow, zone: string, fromAt: number, untilAt: number) {
  const { open } = compileCalendar({ zone: 'UTC', week }, fromAt - 8 * day, untilAt + 8 * day);
  if (open === 'always') return [];
  const instantOf = wallClock(zone, fromAt, untilAt);
  return open
    .flatMap((wall, index) => {
      const end = open[index + 1];
      if (index % 2 === 1 || end === undefined) return [];
      return [{ wall, usualMs: end - wall, from: instantOf(wall, 'earlier'), to: instantOf(end, 'later') }];
    })
    .filter(({ from }) => from >= fromAt && from < untilAt);
}
