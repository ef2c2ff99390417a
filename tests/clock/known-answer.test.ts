import { expect, test } from 'vitest';
import { answerClock } from '../../language/clock/case.ts';
import { always, at, clock, hours, pause, retarget } from './known.ts';
import type { ClockCase } from './counting.ts';
import { askOracle } from './oracle.ts';

test.each<[string, Partial<ClockCase>, Partial<ReturnType<typeof askOracle>>]>([
  [
    'in time at the deadline',
    { fulfilledAt: at('09:00:00.000') },
    { met: true, breachedAt: null, firstBreachAt: null },
  ],
  [
    'late by a millisecond',
    { fulfilledAt: at('09:00:00.001') },
    { met: false, breachedAt: at('09:00:00.000'), firstBreachAt: at('09:00:00.000') },
  ],
  [
    'stopped in an open pause',
    { pauses: [pause('08:30:00', null)], fulfilledAt: at('12:00:00') },
    { dueAt: null, met: true },
  ],
  [
    'a stricter target already used up is breached at the change, paused or not',
    {
      calendar: always,
      target: hours(4),
      pauses: [pause('09:30:00', null)],
      changes: [retarget('10:00:00', 1)],
    },
    { dueAt: at('09:00:00.000'), breachedAt: at('10:00:00.000'), firstBreachAt: at('10:00:00.000'), met: null },
  ],
  [
    'a breach of the target before stays the first one',
    { calendar: always, changes: [retarget('09:30:00', 4)], fulfilledAt: at('10:00:00') },
    { dueAt: at('12:00:00.000'), breachedAt: null, firstBreachAt: at('09:00:00.000'), met: true },
  ],
  [
    'the used fraction is carried over',
    { calendar: always, target: hours(4), changes: [retarget('10:00:00', 8, false)], thresholds: [0.25, 0.5, 0.75] },
    {
      dueAt: at('14:00:00.000'),
      thresholds: [
        { fraction: 0.25, at: at('09:00:00.000') },
        { fraction: 0.5, at: at('10:00:00.000') },
        { fraction: 0.75, at: at('12:00:00.000') },
      ],
    },
  ],
  [
    'what is carried over is rounded up',
    {
      calendar: always,
      target: { seconds: 0.003 },
      changes: [{ ...retarget('08:00:00.001', 0, false), target: { seconds: 0.01 } }],
    },
    { dueAt: at('08:00:00.007') },
  ],
  [
    'a business day has the length of the open time up to its due instant',
    { target: { businessDays: 1 }, thresholds: [0.5, 0.8], pauses: [pause('08:00:00', '09:00:00')] },
    {
      dueAt: '2026-03-19T09:00:00.000Z',
      thresholds: [
        { fraction: 0.5, at: '2026-03-17T09:00:00.000Z' },
        { fraction: 0.8, at: '2026-03-17T14:48:00.000Z' },
      ],
    },
  ],
])('%s', (_, changes, answer) => {
  expect(askOracle(clock(changes))).toMatchObject(answer);
  expect(answerClock(clock(changes))).toMatchObject(answer);
});
