/** RPO, RTO and the age of proof: what is met, what is at risk, and when somebody is told. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { ageing, lasting } from '../../domain/backup/objectives.ts';

const hour = 3_600_000;
const stands = (hours: number, more: Partial<Parameters<typeof ageing>[0]> = {}) => {
  const { state, alarms } = ageing({ limitMs: 10 * hour, asOfAt: 0, sinceAt: 0, lateAt: null, ...more }, hours * hour);
  return `${state}${alarms ? '!' : ''}`;
};

describe('an RPO of ten hours', () => {
  test('alarms at eight, before it is broken', () =>
    expect([7.9, 8, 10, 10.1].map((one) => stands(one))).toEqual(['met', 'at risk!', 'at risk!', 'broken!']));
  test('is no alarm while the next copy is not late', () => {
    const lateAt = 9 * hour;
    expect([8, 8.9, 9].map((one) => stands(one, { lateAt }))).toEqual(['met', 'met', 'at risk!']);
  });
  test('that the plan’s own rhythm breaks is said to be broken, and alarms when the rhythm is', () => {
    const lateAt = 12 * hour;
    expect([11, 12].map((one) => stands(one, { lateAt }))).toEqual(['broken', 'broken!']);
  });
  test('counts from when there should be a copy where there never was one', () =>
    expect([1, 8, 11].map((one) => stands(one, { asOfAt: null }))).toEqual(['unknown', 'at risk!', 'broken!']));
});

test('a restore that took four fifths of the RTO is an alarm before one takes more', () =>
  expect([null, 7.9, 8, 10, 10.1].map((one) => lasting(10, one)).map(({ state, alarms }) => [state, alarms])).toEqual([
    ['unknown', false],
    ['met', false],
    ['at risk', true],
    ['at risk', true],
    ['broken', true],
  ]));

test('whenever a copy is late that breaks an objective, somebody was told before, and until there is another', () => {
  const span = fc.integer({ min: 1, max: 1000 });
  fc.assert(
    fc.property(span, span, fc.integer({ min: 0, max: 3000 }), (limitMs, lateAt, now) => {
      const alarmsAt = (at: number) => ageing({ limitMs, asOfAt: 0, sinceAt: 0, lateAt }, at).alarms;
      const broken = ageing({ limitMs, asOfAt: 0, sinceAt: 0, lateAt }, now).state === 'broken' && lateAt <= limitMs;
      return (!broken || (alarmsAt(limitMs) && alarmsAt(now))) && (!alarmsAt(now) || alarmsAt(now + 1));
    }),
  );
});
