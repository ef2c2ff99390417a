import type { ClockCase } from './counting.ts';

const office = ['09:00-13:00', '14:00-18:00'];
export const madrid = {
  zone: 'Europe/Madrid',
  week: { mon: office, tue: office, wed: office, thu: office, fri: office },
  closed: ['2026-03-18'],
  special: { '2026-03-19': ['09:00-12:00'] },
};
/** A clock of an hour, opened on Monday 2026-03-16 at 09:00 in Madrid. */
export const clock = (changes: Partial<ClockCase>): ClockCase => ({
  calendar: madrid,
  openedAt: '2026-03-16T08:00:00.000Z',
  target: { seconds: 3600 },
  thresholds: [],
  pauses: [],
  changes: [],
  fulfilledAt: null,
  ...changes,
});
export const sundays = (zone: string, ...sun: string[]) => ({ zone, week: { sun }, closed: [], special: {} });
export const always = { zone: 'UTC', always: true } as const;
export const hours = (count: number) => ({ seconds: 3600 * count });
/** On that Monday. */
export const at = (time: string) => `2026-03-16T${time}Z`;
export const pause = (from: string, to: string | null) => ({ from: at(from), to: to === null ? null : at(to) });
export const retarget = (time: string, count: number, retroactive = true) => ({
  at: at(time),
  target: hours(count),
  retroactive,
});
