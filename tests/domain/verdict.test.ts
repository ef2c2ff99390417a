/** Whether what was measured is as it should be, and why not, in figures. */
import { expect, test } from 'vitest';

import { judge, judgeRule } from '../../domain/monitor/verdict.ts';
import type { Expected, Measured } from '../../domain/monitor/verdict.ts';

const anything: Expected = {
  underMs: null,
  below: null,
  above: null,
  youngerMs: null,
  leftMs: null,
  none: false,
};
const answered: Measured = { ms: 120, fault: null, missing: null, values: [] };
const share = (value: number) => ({ value, share: true });
const number = (value: number) => ({ value, share: false });
const hour = 3_600_000;

test.each<[string, Partial<Expected>, Partial<Measured>, boolean | null, string]>([
  ['an answer is good', {}, {}, true, '120 ms'],
  ['a fault is not', {}, { fault: 'HTTP 503' }, false, 'HTTP 503'],
  ['what cannot be measured is neither', {}, { missing: 'no address' }, null, 'no address'],
  ['sooner than the limit', { underMs: 3000 }, { ms: 2999 }, true, '3 s'],
  ['at the limit is too late', { underMs: 3000 }, { ms: 3000 }, false, '3 s ≥ 3 s'],
  ['below a share', { below: share(0.7) }, { values: [0.69] }, true, '69 %'],
  ['at it', { below: share(0.7) }, { values: [0.7] }, false, '70 % ≥ 70 %'],
  ['below a number, the greatest counts', { below: number(100) }, { values: [7, 250] }, false, '250 ≥ 100'],
  ['above, the least counts', { above: number(10) }, { values: [50, 3] }, false, '3 ≤ 10'],
  ['a bound and nothing found', { below: number(1) }, {}, false, 'the query finds nothing'],
  ['younger', { youngerMs: 25 * hour }, { values: [24 * hour] }, true, '24 h'],
  ['too old', { youngerMs: 25 * hour }, { values: [26 * hour] }, false, '26 h ≥ 25 h'],
  ['enough left', { leftMs: 336 * hour }, { values: [400 * hour] }, true, '16.7 d'],
  ['too little left', { leftMs: 336 * hour }, { values: [240 * hour] }, false, '10 d < 14 d'],
  ['a query that finds what must not be', { none: true }, { values: [1, 4] }, false, '2 × 4'],
  ['a query that finds none of it', { none: true }, {}, true, '120 ms'],
])('%s', (_, expected, measured, ok, words) =>
  expect(judge({ ...anything, ...expected }, { ...answered, ...measured })).toMatchObject({ ok, words }),
);

const no = { above: null, below: null };

test.each<[string, Pick<Expected, 'above' | 'below'>, Partial<Measured>, boolean | null, string]>([
  ['above its bound a rule fires', { ...no, above: share(0.05) }, { values: [0.06] }, false, '6 % > 5 %'],
  ['at it, it does not', { ...no, above: share(0.05) }, { values: [0.05] }, true, '5 %'],
  ['below its bound it fires', { ...no, below: number(3) }, { values: [9, 2] }, false, '2 < 3'],
  ['without one, for whatever is found', no, { values: [0] }, false, '0'],
  ['and not for nothing', no, {}, true, '0'],
  ['a query that fails says nothing', no, { fault: '42P01' }, null, '42P01'],
])('%s', (_, bounds, measured, ok, words) =>
  expect(judgeRule(bounds, { ...answered, ...measured })).toMatchObject({ ok, words }),
);
