import type { Draft } from '../draft.ts';
import { clash, problem } from '../finding.ts';
import type { Problem } from '../finding.ts';
import { weekdays } from '../hours.ts';
import { occurrences, skippedBy } from '../time/occurrences.ts';
import { spellWeekdays } from '../time/weekday-names.ts';
import { windowsBetween } from '../time/window.ts';
import { dayAt } from '../zone.ts';
import { backupsOf } from './data-sets.ts';
import type { Backup } from './data-sets.ts';
import { windowOf, year } from './window.ts';

/** Of 1970-01-01, counted from Monday. */
const thursday = 3;

/** Rules backup-skipped-by-dst and backup-in-maintenance: the time of day at which a backup is made must be there, and quiet. */
export function backupTimes(draft: Draft, _: unknown, nowAt: number): readonly Problem[] {
  const zone = draft.written.timezone;
  if (zone === undefined) return [];
  return backupsOf(draft).flatMap((backup) => {
    const time = 'time' in backup.every ? backup.every.time : null;
    return time === null ? [] : [...skipped(backup, time, zone, nowAt), ...inWindow(draft, backup, time, zone, nowAt)];
  });
}

function skipped({ name, every }: Backup, time: string, zone: string, nowAt: number): readonly Problem[] {
  const date = skippedBy(every, zone, nowAt, nowAt + 2 * year)[0];
  if (date === undefined) return [];
  const message = `there is no ${time} on ${date}, when clocks in ${zone} go forward: choose a time that every day has`;
  return [problem(['backups', name, 'every'], 'backup-skipped-by-dst', message)];
}

function inWindow(
  draft: Draft,
  { name, every, lasts = 0 }: Backup,
  time: string,
  zone: string,
  nowAt: number,
): readonly Problem[] {
  const window = windowOf(draft);
  if (window === null) return [];
  const windows = windowsBetween(window.week, window.zone, nowAt, nowAt + 2 * year);
  const days = occurrences(every, zone, nowAt, nowAt + 2 * year)
    .filter((at) => windows.some(({ from, to }) => at < to && (at >= from || at + lasts > from)))
    .map((at) => (dayAt(zone, at) + thursday) % 7);
  if (days.length === 0) return [];
  const on = spellWeekdays(weekdays.filter((_, index) => days.includes(index)));
  const message = `on ${on} the backup at ${time} falls into the maintenance window: choose a time outside of it`;
  return [clash(['backups', name, 'every'], 'backup-in-maintenance', message, ['maintenance', 'window'])];
}
