/** Cases of `guardia clock`, counted by hand with a calendar and the tables of summer time. */
import { describe, expect, test } from 'vitest';

import { answerClock } from '../../language/clock/case.ts';

const office = {
  zone: 'Europe/Madrid',
  week: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, ['09:00-18:00']])),
  closed: ['2026-12-25'],
  special: { '2026-12-24': ['09:00-12:00'] },
};
const sundays = (zone: string, hours: string) => ({ zone, week: { sun: [hours] } });
const always = { zone: 'Europe/Madrid', always: true };
const hours = (count: number) => ({ seconds: count * 3600 });

const ask = (calendar: object, openedAt: string, target: object, more: object = {}) =>
  answerClock({ calendar, openedAt, target, ...more });
const due = (...asked: Parameters<typeof ask>) => ask(...asked).dueAt;

describe('when it is due', () => {
  test.each<[string, object, string, object, string]>([
    ['plain addition over `always`', always, '2026-01-01T00:00:00Z', hours(24), '2026-01-02T00:00:00.000Z'],
    ['to the millisecond', always, '2026-01-01T00:00:00.5Z', { seconds: 1.001 }, '2026-01-01T00:00:01.501Z'],
    ['part of one is a whole one', always, '2026-01-01T00:00:00Z', { seconds: 0.0001 }, '2026-01-01T00:00:00.001Z'],
    ['without the dust of doubles', always, '2026-01-01T00:00:00Z', { seconds: 4.35 }, '2026-01-01T00:00:04.350Z'],
    ['ten years', always, '2026-01-01T00:00:00Z', hours(87_600), '2035-12-30T00:00:00.000Z'],
    ['an instant with an offset', always, '2026-01-01T00:00:00+05:30', hours(1), '2025-12-31T19:30:00.000Z'],
    ['at closing', office, '2026-12-23T16:00:00Z', hours(1), '2026-12-23T17:00:00.000Z'],
    ['over special hours and a closed date', office, '2026-12-23T16:00:00Z', hours(5), '2026-12-28T09:00:00.000Z'],
    ['business days', office, '2026-12-22T10:00:00Z', { businessDays: 2 }, '2026-12-24T11:00:00.000Z'],
    [
      'business days from a last close',
      office,
      '2026-12-22T17:00:00Z',
      { businessDays: 2 },
      '2026-12-28T17:00:00.000Z',
    ],
    ['business days from a Saturday', office, '2026-12-19T10:00:00Z', { businessDays: 1 }, '2026-12-22T17:00:00.000Z'],
    ['business days over `always`', always, '2026-12-22T10:00:00Z', { businessDays: 1 }, '2026-12-23T23:00:00.000Z'],
    [
      'a minute a week',
      sundays('UTC', '00:00-00:01'),
      '2026-01-01T00:00:00Z',
      { seconds: 6000 },
      '2027-11-28T00:01:00.000Z',
    ],
  ])('%s', (_, calendar, openedAt, target, at) => expect(due(calendar, openedAt, target)).toBe(at));

  test('ten years of Mondays', () => {
    const mondays = { zone: 'UTC', week: { mon: ['00:00-24:00'] } };
    expect(due(mondays, '2026-01-05T00:00:00Z', hours(24 * 520))).toBe('2035-12-18T00:00:00.000Z');
  });
});

describe('when clocks change', () => {
  const spring = sundays('Europe/Bucharest', '02:00-05:00');
  test('a Sunday in Bucharest is an hour shorter in March', () => {
    expect(due(spring, '2027-03-27T12:00:00Z', hours(2))).toBe('2027-03-28T02:00:00.000Z');
    expect(due(spring, '2027-03-27T12:00:00Z', { seconds: 7200.001 })).toBe('2027-04-03T23:00:00.001Z');
  });
  test('a pause over the missing hour costs what was open', () =>
    expect(
      due(spring, '2027-03-27T12:00:00Z', hours(2), {
        pauses: [{ from: '2027-03-28T02:30:00+02:00', to: '2027-03-28T04:30:00+03:00' }],
      }),
    ).toBe('2027-04-04T00:00:00.000Z'));
  test('and an hour longer in October', () => {
    const { dueAt, thresholds } = ask(spring, '2026-10-24T12:00:00Z', hours(4));
    expect([thresholds[0]!.at, dueAt]).toEqual(['2026-10-25T01:00:00.000Z', '2026-10-25T03:00:00.000Z']);
  });
  test('a pause of the repeated hour costs one hour of two', () =>
    expect(
      due(spring, '2026-10-24T12:00:00Z', hours(3), {
        pauses: [{ from: '2026-10-25T00:00:00Z', to: '2026-10-25T01:00:00Z' }],
      }),
    ).toBe('2026-10-25T03:00:00.000Z'));
  test('Lord Howe changes by half an hour', () => {
    const island = sundays('Australia/Lord_Howe', '01:00-03:00');
    expect(due(island, '2026-10-03T00:00:00Z', hours(1.5))).toBe('2026-10-03T16:00:00.000Z');
    expect(due(island, '2027-04-03T00:00:00Z', hours(2.5))).toBe('2027-04-03T16:30:00.000Z');
  });
});

describe('pauses', () => {
  const four = (...pauses: [string, string | null][]) =>
    ask(office, '2026-12-11T16:00:00Z', hours(4), { pauses: pauses.map(([from, to]) => ({ from, to })) });

  test('over a weekend costs the open part only', () =>
    expect(four(['2026-12-11T16:30:00Z', '2026-12-14T09:00:00Z']).dueAt).toBe('2026-12-14T12:30:00.000Z'));
  test('overlap, touch, begin too early and stand in any order', () =>
    expect(
      four(
        ['2026-12-14T08:30:00Z', '2026-12-14T09:00:00Z'],
        ['2026-12-11T16:30:00Z', '2026-12-13T00:00:00Z'],
        ['2026-12-01T00:00:00Z', '2026-12-11T16:30:00Z'],
        ['2026-12-12T00:00:00Z', '2026-12-14T08:31:00Z'],
        ['2026-12-14T09:30:00.000Z', '2026-12-14T09:30:00.001Z'],
      ).dueAt,
    ).toBe('2026-12-14T13:00:00.001Z'));
  test('that begin at the due instant do not move it', () =>
    expect(four(['2026-12-14T11:00:00Z', null]).dueAt).toBe('2026-12-14T11:00:00.000Z'));
  test('that last leave what was reached before', () =>
    expect(four(['2026-12-14T10:12:00Z', null])).toEqual({
      dueAt: null,
      thresholds: [
        { fraction: 0.5, at: '2026-12-14T09:00:00.000Z' },
        { fraction: 0.8, at: '2026-12-14T10:12:00.000Z' },
        { fraction: 1, at: null },
      ],
      breachedAt: null,
      firstBreachAt: null,
      met: null,
    }));
});

describe('what is never to be foreseen', () => {
  test.each<[string, object, object]>([
    ['never open', { zone: 'UTC', week: {} }, hours(1)],
    ['never open, in business days', { zone: 'UTC', week: { mon: [] } }, { businessDays: 1 }],
    ['open once, for too short', { zone: 'UTC', week: {}, special: { '2031-05-06': ['10:00-10:59'] } }, hours(1)],
    ['open a minute a week, for a year', sundays('UTC', '00:00-00:01'), hours(8760)],
  ])('%s', (_, calendar, target) =>
    expect(ask(calendar, '2026-01-01T00:00:00Z', target, { fulfilledAt: '2027-01-01T00:00:00Z' })).toMatchObject({
      dueAt: null,
      firstBreachAt: null,
      met: true,
    }),
  );
  test('open once, after years, for long enough', () =>
    expect(
      due({ zone: 'UTC', week: {}, special: { '2031-05-06': ['10:00-11:00'] } }, '2026-01-01T00:00:00Z', hours(1)),
    ).toBe('2031-05-06T11:00:00.000Z'));
});

test('a change without `retroactive` is retroactive', () =>
  expect(
    ask(always, '2026-01-01T00:00:00Z', hours(8), {
      changes: [{ at: '2026-01-01T05:00:00Z', target: hours(4) }],
      fulfilledAt: '2026-01-01T06:00:00Z',
    }),
  ).toMatchObject({ dueAt: '2026-01-01T04:00:00.000Z', breachedAt: '2026-01-01T05:00:00.000Z', met: false }));

test('a calendar asked about earlier and later instants answers the same', () => {
  const early = () => due(office, '2011-03-01T10:00:00Z', hours(100));
  const first = early();
  due(office, '2040-03-01T10:00:00Z', hours(1000));
  due(office, '1995-03-01T10:00:00Z', hours(1000));
  expect(early()).toBe(first);
});

describe('a malformed case is told in one sentence', () => {
  const good = { calendar: always, openedAt: '2026-01-01T00:00:00Z', target: hours(1) };
  test.each<[unknown, string]>([
    [[good], 'a case is expected: an object with a calendar, openedAt and a target'],
    [null, 'a case is expected: an object with a calendar, openedAt and a target'],
    [
      { ...good, openedAt: '2026-01-01' },
      'openedAt: found `2026-01-01`; an instant such as 2026-12-24T09:00:00.000Z is expected',
    ],
    [{ ...good, target: undefined }, 'target: `target` is missing: keys and values are expected'],
    [{ ...good, target: {} }, 'target: a target has either `seconds` or `businessDays`'],
    [{ ...good, target: { seconds: '1' } }, 'target.seconds: found `1`; a number is expected'],
    [{ ...good, target: { seconds: -1 } }, 'target.seconds: found -1, not in quotes; at least 0 is expected'],
    [{ ...good, target: { businessDays: 1.5 } }, 'target.businessDays: a whole number of business days is expected'],
    [{ ...good, calendar: { zone: 'UTC' } }, 'calendar: a calendar has either a `week` or `always: true`'],
    [
      { ...good, calendar: { ...always, closed: ['2026-01-01'] } },
      'calendar: a calendar that is always open has no `closed` and no `special` dates',
    ],
    [{ ...good, calendar: { zone: 'UTC', week: { mo: [] } } }, 'calendar.week.mo: `mo` is not a key here'],
    [
      { ...good, calendar: sundays('UTC', '22:00-06:00') },
      'calendar.week.sun.0: `22:00-06:00` does not end after it begins: an interval that crosses midnight is written as two, such as 22:00-24:00 and, on the next day, 00:00-06:00',
    ],
    [
      { ...good, pauses: [{ from: good.openedAt, to: '2025-01-01T00:00:00Z' }] },
      'pauses.0: the pause ends before it begins',
    ],
    [
      { ...good, fulfiled: null },
      'fulfiled: `fulfiled` is not a key here; there are `calendar`, `openedAt`, `target`, `thresholds`, `pauses`, `changes`, `fulfilledAt`',
    ],
  ])('%j', (input, sentence) => expect(() => answerClock(input)).toThrow(new Error(sentence)));
});
