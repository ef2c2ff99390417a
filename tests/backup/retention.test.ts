/** What may be thrown away, and what stays. */
import { describe, expect, test } from 'vitest';

import { retention } from '../../domain/backup/retention.ts';
import type { Held, Holding } from '../../domain/backup/retention.ts';
import type { Age, Keep } from '../../domain/plan/backups.ts';
import { datesIn } from '../../language/time/periods.ts';

const day = 86_400_000;
const dates = datesIn('Europe/Bucharest');
const at = (text: string): number => Date.parse(`${text}T03:00:00+02:00`);
const none: Keep = { daily: null, weekly: null, monthly: null, yearly: null };
const days = (count: number): Age => ({ ms: count * day });
const gfs: Keep = { daily: days(30), weekly: { months: 3 }, monthly: { months: 12 }, yearly: null };

let lastId = 0;
const copy = (madeAt: number | string, more: Partial<Held> = {}): Held => ({
  id: ++lastId,
  backup: 'full',
  state: 'good',
  madeAt: typeof madeAt === 'string' ? at(madeAt) : madeAt,
  pointInTime: false,
  proven: false,
  base: null,
  ...more,
});
/** What becomes of each, in their order; who stays for several reasons does so for that which holds longest. */
const become = (copies: readonly Held[], keep: Keep | null, now: string, more: Holding['keeps'] = {}) =>
  retention({ copies, keeps: { full: keep, ...more } }, dates, at(now)).map(({ why }) => why);

describe('a copy', () => {
  const newest = copy('2027-06-30');

  test('stays for as long as the plan says, to the instant', () => {
    const one = copy('2027-03-01');
    const { keeps, copies } = { copies: [one, newest], keeps: { full: { ...none, daily: days(30) } } };
    const whyAt = (now: number) => retention({ copies, keeps }, dates, now)[0]!.why;
    expect([whyAt(one.madeAt + 30 * day - 1), whyAt(one.madeAt + 30 * day)]).toEqual(['daily', 'expired']);
  });
  test('is kept three months by the calendar, not ninety days', () => {
    const one = copy('2027-02-01');
    const becomes = (now: string) => become([one, newest], { ...gfs, monthly: null }, now)[0];
    expect([becomes('2027-04-30'), becomes('2027-05-01')]).toEqual(['weekly', 'expired']);
  });
  test('that is damaged stays no longer than the copies of a day, and is never the one of its month', () => {
    const bad = copy('2027-03-01', { state: 'bad', proven: true });
    expect(become([bad, copy('2027-03-02'), newest], gfs, '2027-04-15')).toEqual(['failed', 'monthly', 'monthly']);
  });
  test('goes when another of its period is kept', () =>
    expect(become([copy('2027-03-02'), copy('2027-03-03'), newest], gfs, '2027-05-01')).toEqual([
      'monthly',
      'another',
      'monthly',
    ]));
  test('that was restored outlives one that was not', () =>
    expect(become([copy('2027-03-02'), copy('2027-03-03', { proven: true }), newest], gfs, '2027-05-01')).toEqual([
      'another',
      'monthly',
      'monthly',
    ]));
  test('that is alone stays however old it is', () =>
    expect(become([copy('2025-03-02'), copy('2026-01-01', { state: 'bad' })], gfs, '2027-05-01')).toEqual([
      'last good',
      'failed',
    ]));
  test('stays while it is the last one that was really restored', () =>
    expect(become([copy('2025-03-02', { proven: true }), newest], gfs, '2027-07-01')).toEqual([
      'last proven',
      'monthly',
    ]));
  test('that is being made or restored from stays', () =>
    expect(become([copy('2025-03-02', { state: 'busy' }), newest], gfs, '2027-07-01')).toEqual(['busy', 'monthly']));
  test('of which the plan does not say for how long stays', () => {
    const copies = [copy('2020-03-02'), copy('2020-03-03', { backup: 'gone' }), newest];
    expect(become(copies, null, '2027-07-01')).toEqual(['no term', 'no term', 'no term']);
  });
});

describe('a week, a month and a year', () => {
  const sunday = at('2027-10-31');
  test('are those of the zone', () => {
    // 2027-12-31 22:30 UTC is half past midnight of the next year in Bucharest, a Saturday.
    const newYear = Date.parse('2027-12-31T22:30:00Z');
    expect([
      dates.periodOf('yearly', newYear),
      dates.periodOf('monthly', newYear),
      dates.periodOf('weekly', newYear),
    ]).toEqual(['2028', '2028-01', '2027-12-27']);
  });
  test('begin on Monday', () =>
    expect([sunday, sunday + day].map((one) => dates.periodOf('weekly', one))).toEqual(['2027-10-25', '2027-11-01']));
  test('end on the last day of a shorter month', () =>
    expect(dates.endOf(Date.parse('2027-11-30T03:00:00+02:00'), { months: 3 })).toBe(
      Date.parse('2028-02-29T03:00:00+02:00'),
    ));
});

describe('what rests upon another', () => {
  const base = copy('2027-03-01');
  const [first, second] = [copy('2027-03-02', { base: base.id }), copy('2027-03-20', { base: base.id + 1 })];
  const later = copy('2027-06-01');
  const month: Keep = { ...none, daily: days(30) };

  test('keeps it, and all between', () =>
    expect(become([base, first, second, later], month, '2027-04-10')).toEqual(['needed', 'needed', 'daily', 'daily']));
  test('goes with it', () =>
    expect(become([base, first, second, later], month, '2027-06-10').slice(0, 3)).toEqual([
      'expired',
      'expired',
      'expired',
    ]));
  test('keeps it also where it is another backup’s', () => {
    const difference = copy('2027-04-01', { backup: 'difference', base: base.id });
    const keeps = { difference: month };
    expect(become([base, difference, later], month, '2027-04-20', keeps)[0]).toBe('needed');
  });
  test('is worth nothing without it', () =>
    expect(become([copy('2027-03-01', { base: 999_999 }), later], month, '2027-06-10')).toEqual(['failed', 'daily']));
});

test('any moment of the last week can be restored: the last copy before it stays', () => {
  const all = ['2027-03-01', '2027-03-04', '2027-03-08', '2027-03-12'].map((one) => copy(one, { pointInTime: true }));
  const week = { ...none, daily: days(7) };
  expect(become(all, week, '2027-03-13')).toEqual(['expired', 'window', 'daily', 'daily']);
});
