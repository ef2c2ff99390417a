/** Pauses: what others' clocks get wrong around them. */
import { describe, expect, test } from 'vitest';

import type { Incident } from '../../domain/incident/incident.ts';
import { day, doing, dues, hour, minute, monday, opened, passing } from '../domain/support.ts';

import { desk, due, fate } from './desk.ts';

const second = 1000;
const all = { reason: 'Waits.', pause: 'everything' };
const started = (severity: string, at = monday) => doing(desk, opened(desk, { severity }, at), 'start', 0, {});
const answered = (severity: string) => doing(desk, started(severity), 'acknowledge', 10 * minute, {});
const held = (incident: Incident, from: number, to: number, body: { reason: string; pause: string } = all) =>
  doing(desk, doing(desk, incident, 'hold', from, body), 'resume', to, {});

describe('a pause that spans the deadline', () => {
  const open = doing(desk, started('P1'), 'hold', 30 * minute, all);
  test('breaks nothing while it lasts', () => expect(dues(passing(desk, open, 90 * day), 'breached')).toEqual([]));
  test('leaves the whole rest after it', () =>
    expect(due(doing(desk, open, 'resume', 3 * hour, {}), 'response')).toBe(3.5 * hour));
  test('after which it is broken at that very instant', () => {
    const resumed = doing(desk, open, 'resume', 3 * hour, {});
    expect(dues(passing(desk, resumed, 3.5 * hour), 'breached')).toEqual([]);
    expect(dues(passing(desk, resumed, 3.5 * hour + 1), 'breached')).toEqual(['breached:response @ 210m']);
  });
});

describe('a response met, then a pause around the resolution deadline', () => {
  const incident = held(answered('P1'), 3 * hour, 5 * hour);
  test('moves the resolution by the pause', () => expect(due(incident, 'resolution')).toBe(6 * hour));
  test('leaves the response met', () => expect(fate(passing(desk, incident, 20 * hour), 'response')).toBe('met'));
  test('breaks the resolution only after what was left', () =>
    expect(fate(passing(desk, incident, 20 * hour), 'resolution')).toBe('breached @ 360m'));
});

describe('twenty pauses of 54 seconds', () => {
  const many = Array.from({ length: 20 }).reduce<Incident>(
    (state, _, index) => held(state, index * 3 * minute, index * 3 * minute + 54 * second),
    started('P1'),
  );
  test('are twenty times 54 seconds, to the millisecond', () =>
    expect([due(many, 'response'), due(many, 'resolution')]).toEqual([hour + 1080 * second, 4 * hour + 1080 * second]));
  test('and 54 seconds and 1 ms are not a minute', () =>
    expect(due(held(started('P1'), 7, 7 + 54_001), 'resolution')).toBe(4 * hour + 54_001));
});

test.each([1, 90])('%i days on hold are as many days, and nothing happens meanwhile', (days) => {
  const open = doing(desk, answered('P1'), 'hold', 3 * hour, all);
  expect(passing(desk, open, days * day).events.at(-1)!.kind).toBe('held');
  expect(due(doing(desk, open, 'resume', 3 * hour + days * day, {}), 'resolution')).toBe(4 * hour + days * day);
});

describe('9 h from Monday 10:00 with an office open 9 to 18', () => {
  test('are used up on Tuesday at 10:00', () => expect(due(started('P3'), 'resolution')).toBe(24 * hour));
  test('a pause overnight from 17:00 to 9:00 costs the hour before closing only', () =>
    expect(due(held(answered('P3'), 7 * hour, 23 * hour), 'resolution')).toBe(25 * hour));
  test('a pause while it is closed costs nothing', () =>
    expect(due(held(answered('P3'), 8 * hour, 23 * hour), 'resolution')).toBe(24 * hour));
  test('a pause over the week-end costs open hours only', () =>
    expect(due(held(answered('P3'), 7 * hour, 7 * day), 'resolution')).toBe(7 * day + 2 * hour));
});

test('two pauses in one minute both count', () => {
  const twice = held(held(started('P1'), 60 * second, 70 * second), 75 * second, 100 * second);
  expect(due(twice, 'resolution')).toBe(4 * hour + 35 * second);
});

test('a pause that begins exactly at the deadline does not move it', () => {
  const late = doing(desk, started('P1'), 'hold', hour, all);
  expect([due(late, 'response'), fate(passing(desk, late, hour + 1), 'response')]).toEqual([hour, 'breached @ 60m']);
});

describe('a pause that stops only the resolution', () => {
  const waiting = doing(desk, started('P1'), 'hold', 10 * minute, { reason: 'Waits.', pause: 'customer' });
  test('has the response run', () => {
    expect([due(waiting, 'response'), due(waiting, 'resolution')]).toEqual([hour, null]);
    expect(fate(passing(desk, waiting, 2 * hour), 'response')).toBe('breached @ 60m');
  });
  test('ends with the requester’s answer, and the resolution goes on', () => {
    const again = doing(desk, waiting, 'reply', 3 * hour, { text: 'Here it is.' });
    expect([again.status, due(again, 'resolution')]).toEqual(['in_progress', 7 * hour - 10 * minute]);
  });
});

describe('steps under pauses', () => {
  const paused = held(started('P1'), 20 * minute, 50 * minute);
  const later = passing(desk, held(passing(desk, paused, hour), 61 * minute, 100 * minute), 12 * hour);
  const steps = dues(later, 'escalated').filter((one) => !one.includes('again'));
  test('come each at its own instant, in the order of the policy', () =>
    expect(steps.slice(0, 3)).toEqual([
      'escalated:critical:1 @ 0m',
      'escalated:critical:2 @ 60m',
      'escalated:critical:3 @ 129m',
    ]));
  test('and so do those on the resolution, also where nobody is behind them', () =>
    expect([...dues(later, 'skipped').filter((one) => !one.includes('again')), ...steps.slice(3)]).toEqual([
      'skipped:critical:4 @ 261m',
      'skipped:critical:5 @ 309m',
      'escalated:critical:6 @ 429m',
    ]));
});

test('an acknowledgement at the instant of a step: that step was due, the next is not', () => {
  const at = doing(desk, opened(desk), 'acknowledge', 30 * minute, {});
  expect(dues(passing(desk, at, 100 * minute), 'escalated')).toEqual([
    'escalated:critical:1 @ 0m',
    'escalated:critical:2 @ 30m',
  ]);
  const before = doing(desk, opened(desk), 'acknowledge', 30 * minute - 1, {});
  expect(dues(passing(desk, before, 100 * minute), 'escalated')).toEqual(['escalated:critical:1 @ 0m']);
});

test('an acknowledgement at the very deadline keeps the promise, and its step is never taken', () => {
  const at = passing(desk, doing(desk, opened(desk), 'acknowledge', hour, {}), 100 * minute);
  expect([fate(at, 'response'), dues(at, 'escalated').length]).toEqual(['met', 2]);
});
