import { DAY, dateAt, firstInstant, HOUR, lastInstant } from './wall.ts';

export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

type Hours = {
  readonly zone: string;
  readonly week: Readonly<Partial<Record<Weekday, readonly string[]>>>;
  readonly closed: readonly string[];
  readonly special: Readonly<Record<string, readonly string[]>>;
};
export type Calendar = Hours | { readonly zone: string; readonly always: true };

/** From the first instant up to, and without, the second. */
export type Span = readonly [from: number, to: number];

const wholeDay = ['00:00-24:00'];
const everyDay = Object.fromEntries(WEEKDAYS.map((day) => [day, wholeDay]));
const hoursOf = (calendar: Calendar): Hours =>
  'always' in calendar ? { zone: calendar.zone, week: everyDay, closed: [], special: {} } : calendar;

/** The intervals of a date as they are written; special dates win over closed ones. */
function writtenFor({ week, closed, special }: Hours, date: number): readonly string[] {
  const name = new Date(date).toISOString().slice(0, 10);
  if (Object.hasOwn(special, name)) return special[name] ?? [];
  if (closed.includes(name)) return [];
  return week[WEEKDAYS[new Date(date).getUTCDay()] ?? 'sun'] ?? [];
}

function wallTime(date: number, text: string): number {
  const [hours, minutes] = text.split(':').map(Number);
  return date + (hours ?? Number.NaN) * HOUR + ((minutes ?? Number.NaN) * HOUR) / 60;
}

const known = new WeakMap<Calendar, Map<number, readonly Span[]>>();

/** When a calendar is open on a local date; what has no length is not open. */
function spansOn(calendar: Calendar, date: number): readonly Span[] {
  const days = known.get(calendar) ?? new Map<number, readonly Span[]>();
  known.set(calendar, days);
  const found = days.get(date);
  if (found !== undefined) return found;
  const spans = writtenFor(hoursOf(calendar), date)
    .map((text) => text.split('-').map((time) => wallTime(date, time)))
    .map(([open, close]): Span => [
      firstInstant(calendar.zone, open ?? Number.NaN),
      lastInstant(calendar.zone, close ?? Number.NaN),
    ])
    .filter(([open, close]) => open < close)
    .toSorted(([one], [other]) => one - other);
  days.set(date, spans);
  return spans;
}

/** The last date on which a calendar can be open. */
function lastDate(calendar: Calendar): number {
  const { week, special } = hoursOf(calendar);
  const weekly = Object.values(week).some((intervals) => intervals.length > 0);
  return weekly ? Number.POSITIVE_INFINITY : Math.max(...Object.keys(special).map((date) => Date.parse(date)));
}

/** Open time from an instant on, in order and without overlaps. */
export function* openSpans(calendar: Calendar, from: number): Generator<Span> {
  let told = from;
  // Yesterday's 24:00 may be later than today's first 00:00.
  for (let date = dateAt(calendar.zone, from) - DAY; date <= lastDate(calendar); date += DAY) {
    for (const [open, close] of spansOn(calendar, date)) {
      if (close <= told) continue;
      yield [Math.max(open, told), close];
      told = close;
    }
  }
}

/** The last close of the `days`-th open day after day 0, or null if there are not so many. */
export function businessDue(calendar: Calendar, anchor: number, days: number): number | null {
  let left = days + 1;
  for (let date = dateAt(calendar.zone, anchor); date <= lastDate(calendar); date += DAY) {
    const lastClose = Math.max(...spansOn(calendar, date).map(([, close]) => close));
    if (lastClose > anchor) left -= 1;
    if (left === 0) return lastClose;
  }
  return null;
}
