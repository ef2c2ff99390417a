import type { Calendar } from '../../domain/calendar.ts';
import { compileCalendar } from '../calendar.ts';
import type { CalendarSource } from '../calendar.ts';

const day = 86_400_000;
const least = 64 * day;
/** What lies more than two hundred years ahead is not to be foreseen. */
const farthest = 200 * 366 * day;
const most = 500;

interface Kept {
  readonly from: number;
  readonly calendar: Calendar;
}

/** Compiled so far, by what the calendar says; the oldest go first. */
const kept = new Map<string, Kept>();

/**
 * What `ask` answers of a calendar that is known from `from` up to `until`, epoch ms, and as far beyond as it takes: it is
 * asked again with more of the calendar until what it answers is `known`. Identical calendars are compiled once.
 */
export function askFar<T extends { readonly known: boolean }>(
  source: CalendarSource,
  { from, until }: { readonly from: number; readonly until: number },
  ask: (calendar: Calendar) => T,
): T {
  const key = JSON.stringify(source);
  const end = Math.min(lastOpening(source), until + farthest);
  for (let ahead = least; ; ahead *= 8) {
    const far = Math.max(until, Math.min(until + ahead, end));
    const answer = ask(calendarOver(key, source, from, far));
    if (answer.known || far >= end) return answer;
  }
}

/** The instant after which it is never open again: a week without hours leaves only its special dates, if none comes every year. */
function lastOpening({ always, week, special }: CalendarSource): number {
  if (always === true || Object.values(week ?? {}).some((hours) => hours.length > 0)) return Infinity;
  const dates = Object.keys(special ?? {});
  if (dates.some((date) => /^\d\d-\d\d$/.test(date))) return Infinity;
  return Math.max(-Infinity, ...dates.map((date) => Date.parse(date) + 3 * day));
}

function calendarOver(key: string, source: CalendarSource, from: number, until: number): Calendar {
  const old = kept.get(key);
  if (old !== undefined && old.from <= from && old.calendar.until >= until) return old.calendar;
  const span = old === undefined ? { from, until } : grown(old, from, until);
  const calendar = compileCalendar(source, span.from, span.until);
  kept.delete(key);
  kept.set(key, { from: span.from, calendar });
  if (kept.size > most) kept.delete(kept.keys().next().value!);
  return calendar;
}

/** Over both, and at least twice as much as before, so that it seldom has to grow. */
function grown({ from: oldFrom, calendar }: Kept, from: number, until: number) {
  const length = calendar.until - oldFrom;
  return {
    from: from < oldFrom ? Math.min(from, oldFrom - length) : oldFrom,
    until: until > calendar.until ? Math.max(until, calendar.until + length) : calendar.until,
  };
}
