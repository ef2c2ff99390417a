import { describe, expect, test } from 'vitest';
import { parsePosition, spellPosition } from '../../language/time/position.ts';
import { parsePromise, parseSpanRange, spellPromise, spellSpanRange } from '../../language/time/range.ts';
import type { Promised } from '../../language/time/range.ts';

const minute = 60_000;
const hour = 60 * minute;

describe('promises', () => {
  const forms: readonly (readonly [written: string, spelled: string, meaning: Promised])[] = [
    ['4h', '4h', { from: null, to: { ms: 4 * hour } }],
    ['2h..4h', '2h..4h', { from: { ms: 2 * hour }, to: { ms: 4 * hour } }],
    ['2..4h', '2h..4h', { from: { ms: 2 * hour }, to: { ms: 4 * hour } }],
    ['1..2 business days', '1..2 business days', { from: { businessDays: 1 }, to: { businessDays: 2 } }],
    ['0m..15m', '15m', { from: null, to: { ms: 15 * minute } }],
    ['4h..1 business day', '4h..1 business day', { from: { ms: 4 * hour }, to: { businessDays: 1 } }],
  ];
  test.each(forms)('%s is spelled %s', (written, spelled, meaning) => {
    expect(parsePromise(written)).toEqual({ value: meaning });
    expect(spellPromise(meaning)).toBe(spelled);
    expect(parsePromise(spelled)).toEqual({ value: meaning });
  });

  test.each([
    ['4h..2h', '`4h..2h` does not go from the shorter to the longer: write it like 2h..4h'],
    ['4h..4h', '`4h..4h` is from and to the same: write 4h'],
    ['2h-4h', '`2h-4h` is not a range: write 2h..4h'],
    ['1 to 2 business days', '`1 to 2 business days` is not a range: write 1..2 business days'],
    ['4h..', '`4h..` does not have two ends: write it like 2h..4h, 1..2 business days or 4h'],
    ['4 hrs', '`hrs` in `4 hrs` is not a unit of time: write it like 30m, 1h30m, 90s, 2 days or 1 week'],
  ])('refuses %s', (text, problem) => expect(parsePromise(text)).toEqual({ problem }));
});

describe('how long', () => {
  test.each([
    ['30m', '30m', 0, 30],
    ['15m..60m', '15m..1h', 15, 60],
    ['15..60m', '15m..1h', 15, 60],
    ['30m..30m', '30m..30m', 30, 30],
  ])('%s is spelled %s', (written, spelled, from, to) => {
    const value = { fromMs: from * minute, toMs: to * minute };
    expect(parseSpanRange(written)).toEqual({ value });
    expect(spellSpanRange(value)).toBe(spelled);
  });

  test('refuses one that ends before it begins', () =>
    expect(parseSpanRange('60m..15m')).toEqual({
      problem: '`60m..15m` does not go from the shorter to the longer: write it like 15m..60m',
    }));
});

describe('places in a programme', () => {
  test.each([
    ['week 1 day 2', 'week 1 day 2', 2, 2],
    ['week 2 day 1', 'week 2 day 1', 6, 6],
    ['week 1 day 1-2', 'week 1 day 1-2', 1, 2],
    ['week 1', 'week 1', 1, 5],
    ['weeks 5-6', 'weeks 5-6', 21, 30],
    ['week 7-8 day 3-8', 'week 7-8 day 3-8', 33, 38],
    ['day 3', 'week 1 day 3', 3, 3],
    ['days 6-8', 'week 2 day 1-3', 6, 8],
    ['week 1-2 day 7', 'week 2 day 2', 7, 7],
  ])('%s is spelled %s', (written, spelled, fromDay, toDay) => {
    expect(parsePosition(written)).toEqual({ value: { fromDay, toDay } });
    expect(spellPosition({ fromDay, toDay })).toBe(spelled);
    expect(parsePosition(spelled)).toEqual({ value: { fromDay, toDay } });
  });

  test.each([
    ['week 1 day 6', '`week 1 day 6` goes beyond its weeks: a week has 5 working days'],
    ['week 7-8 day 11', '`week 7-8 day 11` goes beyond its weeks: there are 10 working days'],
    ['week 0', '`week 0` has weeks that cannot be: they go from 1 to 520, the first one first'],
    ['weeks 6-5', '`weeks 6-5` has weeks that cannot be: they go from 1 to 520, the first one first'],
    ['week 2 day 3-2', '`week 2 day 3-2` has days that cannot be: they go from 1 on, the first one first'],
    ['weeks 5–6', '`weeks 5–6` cannot be read: write weeks 5-6'],
    ['week1 day2', '`week1 day2` cannot be read: write week 1 day 2'],
    ['soon', '`soon` is not a place in a programme: write it like week 1 day 2, weeks 5-6, week 7-8 day 3-8 or day 3'],
  ])('refuses %s', (text, problem) => expect(parsePosition(text)).toEqual({ problem }));
});
