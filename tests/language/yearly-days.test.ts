/** A calendar may be closed on a day of every year. */
import { expect, test } from 'vitest';
import { afterOpen } from '../../domain/calendar.ts';
import { compileCalendar, opensOn } from '../../language/calendar.ts';
import type { CalendarSource } from '../../language/calendar.ts';
import { weekdays } from '../../language/hours.ts';
import { askFar } from '../../language/clock/reach.ts';
import { findingsIn, planWith } from './plans.ts';

const at = (text: string): number => Date.parse(text);

const source: CalendarSource = {
  zone: 'UTC',
  week: Object.fromEntries(weekdays.map((day) => [day, ['09:00-17:00']])),
  closed: ['12-24', '02-29', '2027-12-23'],
  special: { '2028-12-24': ['10:00-11:00'], '12-31': ['09:00-12:00'] },
};
const opens = opensOn(source, at('2026-01-01T00:00Z'), at('2030-01-01T00:00Z'));

test.each([
  ['2026-12-24', false],
  ['2027-12-24', false],
  ['2028-12-24', true],
  ['2029-12-24', false],
  ['2026-12-23', true],
  ['2027-12-23', false],
  ['2028-02-29', false],
  ['2027-02-28', true],
  ['2027-03-01', true],
])('%s opens: %s', (date, open) => expect(opens(date)).toBe(open));

test('a day of every year may have hours of its own', () => {
  const { open } = compileCalendar(source, at('2029-12-31T00:00Z'), at('2029-12-31T23:00Z'));
  expect(open).toContain(at('2029-12-31T12:00Z'));
  expect(open).not.toContain(at('2029-12-31T17:00Z'));
});

test('hours of every year go on, though no week has any', () => {
  const rare: CalendarSource = { zone: 'UTC', special: { '12-31': ['09:00-10:00'] } };
  const from = at('2026-01-01T00:00Z');
  const known = askFar(rare, { from, until: from }, (calendar) => {
    const due = afterOpen(calendar, from, 4 * 3_600_000);
    return { known: due !== Infinity, due };
  });
  expect(known.due).toBe(at('2029-12-31T10:00Z'));
});

test('a day of every year is one that some year has', () => {
  const errors = (day: string) =>
    findingsIn(planWith(`calendars: { a: { mon: "09:00-10:00", closed: [${day}] } }`)).map(({ message }) => message);
  expect(['12-24', '02-29', '2026-12-24'].flatMap(errors)).toEqual([]);
  expect(errors('02-30')).toEqual(['`02-30` is not a day of any year: write month and day, such as 12-24']);
  expect(errors('24 December')).toEqual([expect.stringContaining('2026-12-24, or 12-24 for every year')]);
  expect(errors('2027-02-29')).toEqual(['`2027-02-29` is a day that does not exist']);
});
