import { intervalsOf } from '../../domain/calendar.ts';
import type { Interval } from '../../domain/calendar.ts';
import { compileCalendar } from '../calendar.ts';
import type { Draft } from '../draft.ts';
import { clash } from '../finding.ts';
import type { Problem } from '../finding.ts';
import { weekdays } from '../hours.ts';
import type { Chapter } from '../schema.ts';
import { windowsBetween } from '../time/window.ts';
import { dayAt, weekdayOf } from '../zone.ts';
import { windowOf, year } from './window.ts';

/** Rule window-in-business-hours: what is promised in those hours cannot be kept while the system is maintained. */
export function businessHours(draft: Draft, { nowAt }: { readonly nowAt: number }): readonly Problem[] {
  const window = windowOf(draft);
  if (window === null) return [];
  const windows = windowsBetween(window.week, window.zone, nowAt, nowAt + year);
  return [...usesOf(draft)].flatMap(([name, use]) => {
    const calendar = draft.written.calendars?.[name];
    const zone = calendar?.timezone ?? draft.written.timezone;
    if (calendar === undefined || zone === undefined) return [];
    const hours = openHours(calendar.week, zone, nowAt);
    const both = windows.find((one) => hours.some(([from, to]) => one.from < to && from < one.to));
    if (both === undefined) return [];
    const on = weekdays[weekdayOf(dayAt(window.zone, both.from))]!;
    const message = `on ${on} the maintenance window lies in the hours of \`${name}\`, the calendar of ${use}: choose hours in which nobody is promised anything`;
    return [clash(['maintenance', 'window'], 'window-in-business-hours', message, ['calendars', name])];
  });
}

/** By calendar the first that counts on it. */
function usesOf({ written }: Draft): ReadonlyMap<string, string> {
  const uses = new Map<string, string>();
  const note = (calendar: string | undefined, use: string): void => {
    if (calendar !== undefined && !uses.has(calendar)) uses.set(calendar, use);
  };
  for (const chapter of ['severities', 'tiers', 'levels'] as const)
    for (const [name, { calendar }] of Object.entries(written[chapter] ?? {})) note(calendar, `\`${name}\``);
  for (const { calendar } of written.targets ?? []) note(calendar, 'a row of `targets`');
  for (const [name, { hours, answers }] of Object.entries(written.channels ?? {}))
    for (const calendar of [hours, answers]) note(calendar, `\`${name}\``);
  return uses;
}

/** Whole days are no office hours: work must be done at some time. */
function openHours(week: Chapter<'calendars'>[string]['week'], zone: string, nowAt: number): readonly Interval[] {
  const parts = weekdays.map((day) => [day, (week[day] ?? []).filter((hours) => !wholeDay.test(hours))] as const);
  return intervalsOf(compileCalendar({ zone, week: Object.fromEntries(parts) }, nowAt, nowAt + year));
}

const wholeDay = /^0?0:00\s*-\s*24:00$/;
