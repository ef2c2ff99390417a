/** When something comes round: exact instants, far enough ahead, and never too many. */
import { expect, test } from 'vitest';

import type { Schedule } from '../../domain/plan/schedules.ts';
import { parseRecurrence } from '../../language/time/recurrence.ts';
import { firstInstants, nextInstants } from '../../services/schedule/coming.ts';

const day = 86_400_000;
const from = Date.parse('2026-12-20T12:00:00Z');
const sources = {
  office: { zone: 'Europe/Bucharest', week: { mon: ['09:00-18:00'], thu: ['09:00-18:00'] }, closed: ['2027-01-04'] },
};

function next(every: string, calendar: Schedule['calendar'] = null) {
  const read = parseRecurrence(every);
  if ('problem' in read) throw new Error(read.problem);
  const one = { schedule: { every: read.value, zone: 'Europe/Bucharest', calendar }, sources };
  const instants = nextInstants(one, from);
  return {
    instants,
    first: firstInstants(one, from, 5),
    said: instants.slice(0, 3).map((at) => new Date(at).toISOString().slice(0, 16)),
  };
}

test('nine o’clock stays nine o’clock over the change of clocks', () =>
  expect(next('quarter').said).toEqual(['2027-01-01T07:00', '2027-04-01T06:00', '2027-07-01T06:00']));
test('business days are those of the calendar', () =>
  expect(next('first business day of the month 09:00', 'office').said.slice(0, 2)).toEqual([
    '2027-01-07T07:00',
    '2027-02-01T07:00',
  ]));
test('and from Monday to Friday without one', () =>
  expect(next('first business day of the month 09:00').said[0]).toBe('2027-01-01T07:00'));
test('elapsed time knows no change of clocks', () => {
  const { instants } = next('4h');
  expect(new Set(instants.slice(1).map((at, index) => at - instants[index]!))).toEqual(new Set([4 * 3_600_000]));
});
test('what is rare is known twelve times ahead', () => expect(next('year').instants).toHaveLength(12));
test('what is frequent two hundred times', () =>
  expect([next('day 03:00'), next('5m')].map(({ instants }) => instants.length)).toEqual([200, 200]));
test('and what lies between for 400 days', () => {
  const { instants } = next('week on mon 10:00');
  expect(instants.at(-1)! - from).toBeGreaterThan(390 * day);
  expect(instants).toHaveLength(58);
});
test('nothing is in the past', () => {
  const all = ['quarter', 'day 03:00', '5m'].flatMap((every) => next(every).instants);
  expect(Math.min(...all)).toBeGreaterThan(from);
});
test.each(['5m', 'day 03:00', 'week on mon 10:00', '2 weeks', 'first business day of the quarter', 'quarter', 'year'])(
  'the first five of `%s` are those of all',
  (every) => {
    const { instants, first } = next(every, 'office');
    expect(first).toHaveLength(5);
    expect(instants.slice(0, 5)).toEqual(first);
  },
);
test('what only a change brings about has none', () =>
  expect(next('on change')).toMatchObject({ instants: [], first: [] }));
