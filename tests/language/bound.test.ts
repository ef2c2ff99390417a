import { expect, test } from 'vitest';
import { parseBound, spellBound } from '../../language/time/bound.ts';
import type { Bound } from '../../language/time/bound.ts';

const hour = 3_600_000;
const forms: readonly (readonly [written: string, spelled: string, meaning: Bound])[] = [
  ['at least 99.9%', 'at least 99.9%', { op: '>=', value: 99.9, unit: '%' }],
  ['>=99.9 %', 'at least 99.9%', { op: '>=', value: 99.9, unit: '%' }],
  ['> 99.9%', 'over 99.9%', { op: '>', value: 99.9, unit: '%' }],
  ['above 80%', 'over 80%', { op: '>', value: 80, unit: '%' }],
  ['at most 10', 'at most 10', { op: '<=', value: 10, unit: 'count' }],
  ['<= 10', 'at most 10', { op: '<=', value: 10, unit: 'count' }],
  ['under 2h', 'under 2h', { op: '<', value: 2 * hour, unit: 'ms' }],
  ['< 2h', 'under 2h', { op: '<', value: 2 * hour, unit: 'ms' }],
  ['below 200ms', 'under 200ms', { op: '<', value: 200, unit: 'ms' }],
  ['over 30 days', 'over 30 days', { op: '>', value: 720 * hour, unit: 'ms' }],
  ['>= 4.5/5', 'at least 4.5/5', { op: '>=', value: 4.5, unit: 'score', outOf: 5 }],
  ['99.5%', '99.5%', { op: 'unsaid', value: 99.5, unit: '%' }],
  ['4.5', '4.5', { op: 'unsaid', value: 4.5, unit: 'score' }],
  ['4.0', '4.0', { op: 'unsaid', value: 4, unit: 'score' }],
  ['4h', '4h', { op: 'unsaid', value: 4 * hour, unit: 'ms' }],
  ['at least daily', 'at least daily', { op: '>=', value: 1, unit: 'per day' }],
  ['weekly', 'weekly', { op: 'unsaid', value: 1 / 7, unit: 'per day' }],
  ['stable or falling', 'stable or falling', { trend: 'falling' }],
  ['stable or rising', 'stable or rising', { trend: 'rising' }],
];

test.each(forms)('%s is spelled %s', (written, spelled, meaning) => {
  expect(parseBound(written)).toEqual({ value: meaning });
  expect(spellBound(meaning)).toBe(spelled);
  expect(parseBound(spelled)).toEqual({ value: meaning });
});

test.each([
  ['at least 99,9%', '`at least 99,9%` has a comma: write at least 99.9%'],
  ['=> 5', '`=> 5` is not a comparison: write >= 5'],
  ['At least 5', '`At least 5` must be in small letters: write at least 5'],
  ['5 percent', '`5 percent` is not written so: write 5%'],
  ['6/5', '`6/5` is more than there is: write a score such as 4.5/5'],
  ['falling', '`falling` leaves out what is stable: write stable or falling'],
  ['under 2 hours 30', '`2 hours 30` has no unit after 30: write 2h30m'],
  [
    'soon',
    '`soon` cannot be compared with: write it like at least 99.9%, under 2h, at most 10, >= 4.5/5, at least daily or stable or falling',
  ],
])('refuses %s', (text, problem) => expect(parseBound(text)).toEqual({ problem }));
