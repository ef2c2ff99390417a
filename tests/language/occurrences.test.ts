import { describe, expect, test } from 'vitest';
import { opensOn } from '../../language/calendar.ts';
import { longestGapMs, shortestGapMs } from '../../language/time/gaps.ts';
import { occurrences, skippedBy } from '../../language/time/occurrences.ts';
import { parseRecurrence } from '../../language/time/recurrence.ts';
import type { Recurrence } from '../../language/time/recurrence.ts';

const day = 86_400_000;
const zone = 'Europe/Bucharest';
const at = (text: string): number => Date.parse(text);

function read(text: string): Recurrence {
  const parsed = parseRecurrence(text);
  if ('value' in parsed) return parsed.value;
  throw new Error(parsed.problem);
}
const between = (text: string, from: string, until: string, ...rest: [((date: string) => boolean)?, number?]) =>
  occurrences(read(text), zone, at(from), at(until), ...rest).map((one) => new Date(one).toISOString().slice(0, 16));

describe('occurrences', () => {
  test('a wall time that does not exist is the instant of the transition, and its date is told', () => {
    expect(between('day 03:30', '2027-03-27T00:00Z', '2027-03-30T00:00Z')).toEqual([
      '2027-03-27T01:30',
      '2027-03-28T01:00',
      '2027-03-29T00:30',
    ]);
    expect(skippedBy(read('day 03:30'), zone, at('2027-01-01T00:00Z'), at('2029-01-01T00:00Z'))).toEqual([
      '2027-03-28',
      '2028-03-26',
    ]);
    expect(skippedBy(read('day 04:00'), zone, at('2027-01-01T00:00Z'), at('2029-01-01T00:00Z'))).toEqual([]);
  });

  test('a repeated wall time is its first occurrence', () =>
    expect(between('day 03:30', '2027-10-31T00:00Z', '2027-11-01T00:00Z')).toEqual(['2027-10-31T00:30']));

  test('elapsed time goes on through a change of clocks', () =>
    expect(between('1h', '2027-10-31T00:00Z', '2027-10-31T03:00Z')).toEqual([
      '2027-10-31T00:00',
      '2027-10-31T01:00',
      '2027-10-31T02:00',
    ]));

  test('every second week counts from Monday 2024-01-01, or from the anchor', () => {
    expect(between('2 weeks on tue 10:00', '2026-11-21T00:00Z', '2026-12-20T00:00Z')).toEqual([
      '2026-12-01T08:00',
      '2026-12-15T08:00',
    ]);
    const anchor = at('2026-11-23T00:00Z');
    expect(between('2 weeks on tue 10:00', '2026-11-01T00:00Z', '2026-12-20T00:00Z', undefined, anchor)).toEqual([
      '2026-11-24T08:00',
      '2026-12-08T08:00',
    ]);
  });

  test('a month that lacks the day of the anchor has its last day instead', () =>
    expect(
      between('month 12:00', '2027-01-01T00:00Z', '2027-05-01T00:00Z', undefined, at('2026-12-31T00:00Z')),
    ).toEqual(['2027-01-31T10:00', '2027-02-28T10:00', '2027-03-31T09:00', '2027-04-30T09:00']));

  test('business days leave out what is closed', () => {
    const open = (date: string): boolean => !['2027-01-01', '2027-01-02', '2027-01-03'].includes(date);
    expect(between('first business day of the month', '2027-01-01T00:00Z', '2027-02-02T00:00Z', open)).toEqual([
      '2027-01-04T07:00',
      '2027-02-01T07:00',
    ]);
    expect(between('business day 08:00', '2026-11-27T00:00Z', '2026-12-01T00:00Z')).toEqual([
      '2026-11-27T06:00',
      '2026-11-30T06:00',
    ]);
  });

  test('the business days may be those of a calendar, its holidays left out', () => {
    const source = { zone, week: { mon: ['09:00-18:00'], thu: ['09:00-18:00'] }, holidays: { country: 'RO' } };
    const open = opensOn(source, at('2026-11-26T00:00Z'), at('2026-12-08T00:00Z'));
    expect(between('business day', '2026-11-26T00:00Z', '2026-12-08T00:00Z', open)).toEqual([
      '2026-11-26T07:00',
      '2026-12-03T07:00',
      '2026-12-07T07:00',
    ]);
  });

  test('what has no rhythm has none', () => {
    for (const text of ['continuously', 'on change', 'as needed', 'at once'])
      expect(between(text, '2026-01-01T00:00Z', '2027-01-01T00:00Z')).toEqual([]);
  });
});

describe('the time between two', () => {
  test.each([
    ['4h', 4 / 24, 4 / 24],
    ['day 03:00', 1, 1],
    ['2 weeks on tue', 14, 14],
    ['mon, wed', 2, 5],
    ['month', 28, 31],
    ['quarter', 90, 92],
    ['first monday of the month', 28, 35],
    ['year on 01-15', 365, 366],
    ['business day', 1, 5],
    ['first business day of the month', 26, 35],
    ['continuously', 0, 0],
  ])('%s: from %f to %f days', (text, shortest, longest) => {
    expect(shortestGapMs(read(text))).toBe(shortest * day);
    expect(longestGapMs(read(text))).toBe(longest * day);
  });

  test('there is none where there is no rhythm', () => expect(longestGapMs(read('as needed'))).toBe(null));
});
