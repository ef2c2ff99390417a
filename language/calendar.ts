import { Temporal } from 'temporal-polyfill';
import type { Calendar } from '../domain/calendar.ts';
import { holidayDates } from './holidays.ts';
import type { HolidaySource } from './holidays.ts';
import { parseHours, weekdays } from './hours.ts';
import type { Hours, Weekday } from './hours.ts';

/** A calendar as the plan says it: plain JSON, kept so that more of it can be compiled later. Intervals are `09:00-18:00`. */
export interface CalendarSource {
  /** An IANA zone. */
  readonly zone: string;
  readonly always?: true;
  readonly week?: Readonly<Partial<Record<Weekday, readonly string[]>>>;
  /** Dates such as `2026-12-25`. */
  readonly closed?: readonly string[];
  /** Intervals of single dates; they win over everything else. */
  readonly special?: Readonly<Record<string, readonly string[]>>;
  readonly holidays?: HolidaySource;
}

/** Compiles every calendar, by its name, over [fromAt, untilAt), epoch ms. */
export const compileCalendars = (
  sources: Readonly<Record<string, CalendarSource>>,
  fromAt: number,
  untilAt: number,
): Record<string, Calendar> =>
  Object.fromEntries(Object.entries(sources).map(([name, source]) => [name, compileCalendar(source, fromAt, untilAt)]));

/** Compiles one calendar by design §5 over [fromAt, untilAt), epoch ms; the days at both ends are known whole. Throws on a source that `check` refuses. */
export function compileCalendar(source: CalendarSource, fromAt: number, untilAt: number): Calendar {
  const hoursOn = dayPlan(source, fromAt, untilAt);
  const open: number[] = [];
  const lastCloses: number[] = [];
  const last = dateAt(untilAt, source.zone);
  // The day before too: where midnight is repeated, its 24:00 comes after the first 00:00 of fromAt's day.
  for (
    let date = dateAt(fromAt, source.zone).subtract({ days: 1 });
    Temporal.PlainDate.compare(date, last) <= 0;
    date = date.add({ days: 1 })
  ) {
    const intervals = hoursOn(date)
      .map((hours) => instants(date, hours, source.zone))
      .filter(([from, to]) => from < to);
    for (const [from, to] of intervals) append(open, from, to);
    if (intervals.length > 0) lastCloses.push(Math.max(...intervals.map(([, to]) => to)));
  }
  return { open: source.always === true ? 'always' : open, lastCloses, until: untilAt };
}

/** Which intervals a date has, in order: special wins over closed and holidays, and these over the week. */
function dayPlan(
  source: CalendarSource,
  fromAt: number,
  untilAt: number,
): (date: Temporal.PlainDate) => readonly Hours[] {
  const week = new Map(
    weekdays.map((day) => [day, read(source.always === true ? ['00:00-24:00'] : source.week?.[day])]),
  );
  const closed = new Set([...(source.closed ?? []), ...holidaysBetween(source, fromAt, untilAt)]);
  const special = new Map(Object.entries(source.special ?? {}).map(([date, intervals]) => [date, read(intervals)]));
  if (closed.size === 0 && special.size === 0) return (date) => week.get(weekdays[date.dayOfWeek - 1]!)!;
  return (date) => {
    const name = date.toString();
    return special.get(name) ?? (closed.has(name) ? [] : week.get(weekdays[date.dayOfWeek - 1]!)!);
  };
}

function holidaysBetween({ holidays, zone }: CalendarSource, fromAt: number, untilAt: number): readonly string[] {
  if (holidays === undefined) return [];
  const from = dateAt(fromAt, zone).year - 1;
  const years = Array.from({ length: dateAt(untilAt, zone).year - from + 2 }, (_, step) => from + step);
  return years.flatMap((year) => holidayDates(holidays, year));
}

const read = (intervals: readonly string[] = []): readonly Hours[] =>
  intervals
    .map((text) => {
      const hours = parseHours(text);
      if ('value' in hours) return hours.value;
      throw new Error(hours.problem);
    })
    .toSorted((a, b) => a.from - b.from);

/** Touching and overlapping intervals merge. */
function append(open: number[], from: number, to: number): void {
  const lastClose = open.at(-1);
  if (lastClose === undefined || from > lastClose) open.push(from, to);
  else open[open.length - 1] = Math.max(lastClose, to);
}

/** An interval starts at the first occurrence of its wall time and ends at the last (design §5). */
const instants = (date: Temporal.PlainDate, { from, to }: Hours, zone: string): readonly [number, number] => [
  instantOf(date, from, zone, 'earlier'),
  instantOf(date, to, zone, 'later'),
];

/** Epoch ms of a wall time, minutes after the date's 00:00; one that does not exist is the instant of the transition. */
function instantOf(date: Temporal.PlainDate, minutes: number, zone: string, which: 'earlier' | 'later'): number {
  const wall = date.toPlainDateTime().add({ minutes });
  const at = wall.toZonedDateTime(zone, { disambiguation: which });
  if (at.toPlainDateTime().equals(wall)) return at.epochMilliseconds;
  const before = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  return before.getTimeZoneTransition('next')!.epochMilliseconds;
}

const dateAt = (at: number, zone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
