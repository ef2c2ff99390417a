import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { median, shapeOf, unusualIn } from '../../domain/review/unusual.ts';

const hours = (...some: readonly (readonly [hour: number, count: number])[]) =>
  Array.from({ length: 24 }, (_, hour) => some.find(([at]) => at === hour)?.[1] ?? 0);
const fortnight = (counts: readonly number[]) => Array.from({ length: 14 }, () => counts);
const found = (day: readonly number[], before: readonly (readonly number[])[]) => unusualIn({ name: 'x', day, before });

describe('a count', () => {
  test('far above the median of the days before is unusual', () =>
    expect(found(hours([9, 12]), fortnight(hours([9, 2])))).toEqual({ name: 'x', hour: null, count: 12, usual: 2 }));
  test('far below it as well', () =>
    expect(found(hours(), fortnight(hours([9, 50])))).toEqual({ name: 'x', hour: null, count: 0, usual: 50 }));
  test('as different as the days before were among themselves is not', () => {
    const before = Array.from({ length: 14 }, (_, index) => hours([9, 10 + (index % 2 === 0 ? 10 : 0)]));
    expect(found(hours([9, 27]), before)).toBeNull();
  });
  test('a little larger than nothing is not', () => expect(found(hours([9, 3]), fortnight(hours()))).toBeNull());
  test('usual for a day is unusual for an hour in which it never came', () =>
    expect(found(hours([3, 20]), fortnight(hours([9, 20])))).toMatchObject({ hour: 3, count: 20, usual: 0 }));
  test('is not judged where there is nothing to compare with', () => expect(found(hours([9, 99]), [])).toBeNull());
});

test('days that are all alike are never unusual, whatever they hold', () =>
  fc.assert(
    fc.property(fc.array(fc.nat(50), { minLength: 24, maxLength: 24 }), (day) => {
      expect(found(day, fortnight(day))).toBeNull();
    }),
  ));

test('the median is one that as many are below as above', () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5]);
});

describe('two errors are the same where they differ only in', () => {
  test.each([
    ['numbers', 'timeout after 3000 ms', 'timeout after 3127.5 ms'],
    ['ids', 'no trip 6f1c2a9e-0b1d', 'no trip 77aa01bc-9d3e'],
    ['what they quote', 'unknown column "price"', "unknown column 'cost'"],
    ['blanks and capitals', 'Not  Found', 'not found'],
  ])('%s', (_, one, other) => expect(shapeOf(one)).toBe(shapeOf(other)));
  test('and others are not', () => expect(shapeOf('connection refused')).not.toBe(shapeOf('connection reset')));
});
