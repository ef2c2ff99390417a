import { Temporal } from 'temporal-polyfill';

import type { Dates } from '../../domain/backup/retention.ts';
import type { Age } from '../../domain/plan/backups.ts';
import { dayAt } from '../zone.ts';

const day = 86_400_000;

/** The days, weeks (from Monday), months and years of a zone, and the ages that its calendar counts. */
export const datesIn = (zone: string): Dates => ({
  periodOf: (level, at) => names[level](new Date(dayAt(zone, at) * day)),
  endOf: (at, age) => endOf(at, age, zone),
});

const names: Readonly<Record<Parameters<Dates['periodOf']>[0], (date: Date) => string>> = {
  daily: (date) => date.toISOString().slice(0, 10),
  weekly: (date) => new Date(date.getTime() - ((date.getUTCDay() + 6) % 7) * day).toISOString().slice(0, 10),
  monthly: (date) => date.toISOString().slice(0, 7),
  yearly: (date) => date.toISOString().slice(0, 4),
};

/** Months end on the same day at the same time of day, or on the last day of a month that is shorter. */
function endOf(at: number, age: Age, zone: string): number {
  if (age === 'forever') return Infinity;
  if ('ms' in age) return at + age.ms;
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return local.add({ months: age.months }).epochMilliseconds;
}
