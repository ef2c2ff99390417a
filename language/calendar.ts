import type { Calendar } from '../domain/calendar.ts';
import { holidayDates } from './holidays.ts';
import type { HolidaySource } from './holidays.ts';
import { parseHours, weekdays } from './hours.ts';
import type { Hours, Weekday } from './hours.ts';
import { dayAt, wallClock, weekdayOf } from './zone.ts';

const minute = 60_000;
const day = 1440 * minute;

/** A calendar as the plan says it: plain JSON, kept so that more of it can be compiled later. Intervals are `09:00-18:00`. */
export interface CalendarSource {
  /** An IANA zone. */
  readonly zone: string;
  readonly always?: true;
  readonly week?: Readonly<Partial<Record<Weekday, readonly string[]>>>;
  /** Dates such as `2026-12-25`, and days of every year such as `12-25`. */
  readonly closed?: readonly string[];
  /** Intervals of such dates; they win over everything else, and a date over the day of every year. */
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

/**
 * Compiles one calendar by design §5 over [fromAt, untilAt), epoch ms; the days at both ends are known whole. Throws on a
 * source that `check` refuses.
 */
export function compileCalendar(source: CalendarSource, fromAt: number, untilAt: number): Calendar {
  const hoursOn = dayPlan(source, fromAt, untilAt);
  const instantOf = wallClock(source.zone, fromAt, untilAt);
  const open: number[] = [];
  const lastCloses: number[] = [];
  const dayEnds: number[] = [];
  const last = dayAt(source.zone, untilAt);
  // The day before too: where midnight is repeated, its 24:00 comes after the first 00:00 of fromAt's day.
  for (let date = dayAt(source.zone, fromAt) - 1; date <= last; date++) {
    let lastClose = -Infinity;
    for (const { from, to } of hoursOn(date)) {
      const opens = instantOf(date * day + from * minute, 'earlier');
      const closes = instantOf(date * day + to * minute, 'later');
      if (opens >= closes) continue;
      append(open, opens, closes);
      lastClose = Math.max(lastClose, closes);
    }
    if (lastClose === -Infinity) continue;
    lastCloses.push(lastClose);
    dayEnds.push(Math.min(lastClose, instantOf((date + 1) * day, 'earlier')));
  }
  // They differ only where midnight is repeated: the first time the next day has begun, though 24:00 is still to come.
  const differ = dayEnds.some((end, index) => end !== lastCloses[index]);
  return { open: source.always ? 'always' : open, lastCloses, ...(differ && { dayEnds }), until: untilAt };
}

/** Says of a local date such as `2026-12-24` whether the calendar opens on it; holidays are known over [fromAt, untilAt), epoch ms. */
export function opensOn(source: CalendarSource, fromAt: number, untilAt: number): (date: string) => boolean {
  const hoursOn = dayPlan(source, fromAt, untilAt);
  return (date) => hoursOn(Date.parse(date) / day).length > 0;
}

/** Which intervals a date, local days since 1970, has: special wins over closed days and holidays, and these over the week. */
function dayPlan(source: CalendarSource, fromAt: number, untilAt: number): (date: number) => readonly Hours[] {
  const allDay = source.always === true ? ['00:00-24:00'] : undefined;
  const week = weekdays.map((name) => read(allDay ?? source.week?.[name]));
  const closed = new Set([...(source.closed ?? []), ...holidaysBetween(source, fromAt, untilAt)]);
  const special = new Map(Object.entries(source.special ?? {}).map(([date, intervals]) => [date, read(intervals)]));
  return (date) => {
    const name = nameOf(date);
    const yearly = name.slice(-5);
    const isClosed = closed.has(name) || closed.has(yearly);
    return special.get(name) ?? special.get(yearly) ?? (isClosed ? [] : week[weekdayOf(date)]!);
  };
}

/** The years around, too: a holiday may begin in one year and end in the next. */
function holidaysBetween({ holidays, zone }: CalendarSource, fromAt: number, untilAt: number): readonly string[] {
  if (holidays === undefined) return [];
  const first = Number(nameOf(dayAt(zone, fromAt)).slice(0, 4)) - 1;
  const last = Number(nameOf(dayAt(zone, untilAt)).slice(0, 4)) + 1;
  const years = Array.from({ length: last - first + 1 }, (_, step) => first + step);
  return years.flatMap((year) => holidayDates(holidays, year));
}

/** Sorted: intervals may be written in any order. */
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

const nameOf = (date: number): string => new Date(date * day).toISOString().slice(0, 10);
