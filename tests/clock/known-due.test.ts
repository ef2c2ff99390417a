import { expect, test } from 'vitest';
import { answerClock } from '../../language/clock/case.ts';
import { at, clock, hours, madrid, pause, sundays } from './known.ts';
import type { ClockCase } from './counting.ts';
import { askOracle } from './oracle.ts';

test.each<[string, Partial<ClockCase>, string | null]>([
  ['used up exactly at closing is due at closing', { target: hours(4) }, '2026-03-16T12:00:00.000Z'],
  ['a millisecond more is due after lunch', { target: { seconds: 14_400.001 } }, '2026-03-16T13:00:00.001Z'],
  ['a closed date is skipped, a special one is short', { target: hours(17) }, '2026-03-19T09:00:00.000Z'],
  [
    'special wins over closed',
    { calendar: { ...madrid, special: { '2026-03-18': ['10:00-11:00'] } }, target: hours(17) },
    '2026-03-18T10:00:00.000Z',
  ],
  [
    'touching intervals merge',
    { calendar: { ...madrid, week: { mon: ['13:00-14:00', '09:00-13:00'] } }, target: hours(5) },
    '2026-03-16T13:00:00.000Z',
  ],
  ['1 business day ends on the next open day', { target: { businessDays: 1 } }, '2026-03-17T17:00:00.000Z'],
  ['2 business days skip the closed date', { target: { businessDays: 2 } }, '2026-03-19T11:00:00.000Z'],
  [
    'opened at the last close, the next open day is day 0',
    { openedAt: '2026-03-16T17:00:00.000Z', target: { businessDays: 1 } },
    '2026-03-19T11:00:00.000Z',
  ],
  [
    'business days have a zone with always',
    { calendar: { zone: 'Asia/Kolkata', always: true }, target: { businessDays: 1 } },
    '2026-03-17T18:30:00.000Z',
  ],
  [
    'an interval over the repeated hour is an hour longer (Bucharest)',
    {
      calendar: sundays('Europe/Bucharest', '02:00-05:00'),
      openedAt: '2026-10-24T00:00:00.000Z',
      target: hours(4),
    },
    '2026-10-25T03:00:00.000Z',
  ],
  [
    'an interval that begins in the hour left out begins at the change (Bucharest)',
    {
      calendar: sundays('Europe/Bucharest', '03:30-05:00'),
      openedAt: '2027-03-27T00:00:00.000Z',
      target: hours(1),
    },
    '2027-03-28T02:00:00.000Z',
  ],
  [
    'a window shortened by the change is as short as it is (Bucharest)',
    {
      calendar: sundays('Europe/Bucharest', '02:00-04:00'),
      openedAt: '2027-03-27T00:00:00.000Z',
      target: hours(2),
    },
    '2027-04-04T00:00:00.000Z',
  ],
  [
    'half an hour is repeated on Lord Howe',
    {
      calendar: sundays('Australia/Lord_Howe', '01:30-02:00'),
      openedAt: '2026-04-04T00:00:00.000Z',
      target: hours(1),
    },
    '2026-04-04T15:30:00.000Z',
  ],
  [
    'midnight does not exist in Santiago',
    {
      calendar: sundays('America/Santiago', '00:00-02:00'),
      openedAt: '2026-09-05T00:00:00.000Z',
      target: hours(1),
    },
    '2026-09-06T05:00:00.000Z',
  ],
  [
    'midnight comes twice in Havana, and 24:00 is the last',
    {
      calendar: { zone: 'America/Havana', week: { sat: ['18:00-24:00'] }, closed: [], special: {} },
      openedAt: '2026-10-31T00:00:00.000Z',
      target: hours(7),
    },
    '2026-11-01T05:00:00.000Z',
  ],
  [
    'the first 00:30 of a Sunday in Havana is no longer on Saturday, which still has its 24:00 to come',
    {
      calendar: { zone: 'America/Havana', always: true },
      openedAt: '2026-11-01T04:30:00.000Z',
      target: { businessDays: 1 },
    },
    '2026-11-03T05:00:00.000Z',
  ],
  [
    'the day that Apia left out is no business day',
    {
      calendar: { zone: 'Pacific/Apia', always: true },
      openedAt: '2011-12-29T22:00:00.000Z',
      target: { businessDays: 1 },
    },
    '2011-12-31T10:00:00.000Z',
  ],
  ['a pause moves the deadline by its open time', { pauses: [pause('08:30:00', '08:30:00.001')] }, at('09:00:00.001')],
  [
    'overlapping pauses count once, in any order',
    { pauses: [pause('08:40:00', '08:50:00'), pause('08:30:00', '08:45:00')] },
    at('09:20:00.000'),
  ],
  [
    'a pause over lunch takes no more than the open time',
    { target: hours(4), pauses: [pause('11:30:00', '13:15:00')] },
    at('13:45:00.000'),
  ],
  ['a pause at the deadline does not move it', { pauses: [pause('09:00:00', null)] }, at('09:00:00.000')],
  ['a pause before the deadline that stays', { pauses: [pause('08:59:59.999', null)] }, null],
  ['a calendar that never opens', { calendar: { ...madrid, week: {}, special: {} } }, null],
])('%s', (_, changes, dueAt) => {
  expect(askOracle(clock(changes)).dueAt).toBe(dueAt);
  expect(answerClock(clock(changes)).dueAt).toBe(dueAt);
});
