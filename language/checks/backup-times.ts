import type { Recurrence } from '../../domain/recurrence.ts';
import type { Draft } from '../draft.ts';
import { clash, problem } from '../finding.ts';
import type { Problem } from '../finding.ts';
import { weekdays } from '../hours.ts';
import type { Weekday } from '../hours.ts';
import { once } from '../time/once.ts';
import { occurrences, skippedBy } from '../time/occurrences.ts';
import { spellWeekdays } from '../time/weekday-names.ts';
import { windowsBetween } from '../time/window.ts';
import type { Window } from '../time/window.ts';
import { dayAt, weekdayOf } from '../zone.ts';
import { backupsOf } from './data-sets.ts';
import type { Backup } from './data-sets.ts';
import { windowOf, year } from './window.ts';

/** Rules backup-skipped-by-dst and backup-in-maintenance: the time of day at which a backup is made must be there, and quiet. */
export function backupTimes(draft: Draft, { nowAt }: { readonly nowAt: number }): readonly Problem[] {
  const zone = draft.written.timezone;
  if (zone === undefined) return [];
  const untilAt = nowAt + 2 * year;
  const window = windowOf(draft);
  const windows = window === null ? [] : windowsBetween(window.week, window.zone, nowAt, untilAt);
  const skippedOf = once((every: Recurrence) => skippedBy(every, zone, nowAt, untilAt));
  const daysOf = once(({ every, lasts = 0 }: Pick<Backup, 'every' | 'lasts'>) =>
    daysInside(occurrences(every, zone, nowAt, untilAt), lasts, windows, zone),
  );
  return backupsOf(draft).flatMap(({ name, every, lasts }) => {
    const time = 'time' in every ? every.time : null;
    if (time === null) return [];
    return [...skipped(name, time, zone, skippedOf(every)), ...inWindow(name, time, daysOf({ every, lasts }))];
  });
}

function skipped(name: string, time: string, zone: string, [date]: readonly string[]): readonly Problem[] {
  if (date === undefined) return [];
  const message = `there is no ${time} on ${date}, when clocks in ${zone} go forward: choose a time that every day has`;
  return [problem(['backups', name, 'every'], 'backup-skipped-by-dst', message)];
}

/** The weekdays on which what is begun then, and lasts so many ms, is not over before a window or begins in one. */
function daysInside(
  begins: readonly number[],
  lasts: number,
  windows: readonly Window[],
  zone: string,
): readonly Weekday[] {
  const inside = begins.filter((at) => windows.some(({ from, to }) => at < to && (at >= from || at + lasts > from)));
  const days = new Set(inside.map((at) => weekdayOf(dayAt(zone, at))));
  return weekdays.filter((_, index) => days.has(index));
}

function inWindow(name: string, time: string, days: readonly Weekday[]): readonly Problem[] {
  if (days.length === 0) return [];
  const message = `on ${spellWeekdays(days)} the backup at ${time} falls into the maintenance window: choose a time outside of it`;
  return [clash(['backups', name, 'every'], 'backup-in-maintenance', message, ['maintenance', 'window'])];
}
