/** Ends that are none, and ends that are: reopening, cancelling, merging. */
import { describe, expect, test } from 'vitest';

import { stateOf } from '../../domain/clock.ts';
import { day, doing, dues, hour, minute, opened, passing } from '../domain/support.ts';

import { desk, due, fate } from './desk.ts';

const solved = doing(desk, opened(desk, { severity: 'P2' }), 'resolve', 2 * hour, { note: 'Restarted.' });
const reopened = doing(desk, solved, 'reopen', 50 * hour, { reason: 'Down again.' });

describe('reopened', () => {
  test('the time between does not count', () => expect(due(reopened, 'resolution')).toBe(72 * hour));
  test('nor for a promise that comes only afterwards', () => {
    const raised = doing(desk, reopened, 'reclassify', 51 * hour, { severity: 'P1' });
    expect([due(raised, 'resolution'), fate(raised, 'resolution')]).toEqual([52 * hour, 'running']);
  });
  test('nor after it was closed, nor by an answer', () => {
    const closed = doing(desk, solved, 'close', 3 * hour, {});
    expect(due(doing(desk, closed, 'reply', 50 * hour, { text: 'Still down.' }), 'resolution')).toBe(72 * hour);
  });
  test('what was met on the way stays met', () => expect(fate(reopened, 'response')).toBe('met'));
  test('what was broken stays broken, and is not told again', () => {
    const late = doing(desk, opened(desk), 'resolve', 5 * hour, { note: 'Restarted.' });
    const again = passing(desk, doing(desk, late, 'reopen', 6 * hour, { reason: 'Again.' }), 3 * day);
    expect(fate(again, 'resolution')).toBe('breached @ 240m');
    expect(dues(again, 'breached').filter((one) => one.includes('resolution'))).toHaveLength(1);
  });
});

describe('cancelled', () => {
  const p1 = doing(desk, opened(desk, { type: 'security' }), 'cancel', 10 * minute, { reason: 'A false alarm.' });
  test('no promise is met, none is broken', () =>
    expect(
      passing(desk, p1, 30 * day)
        .clocks.map(stateOf)
        .every((state) => state === 'stopped'),
    ).toBe(true));
  test('nobody is told any more', () =>
    expect(passing(desk, p1, 30 * day).events.map(({ kind }) => kind)).toEqual([
      'opened',
      'escalated',
      'cancelled',
      'ended',
    ]));
  test('what was broken before stays so', () => {
    const late = doing(desk, opened(desk), 'cancel', 90 * minute, { reason: 'By mistake.' });
    expect([fate(late, 'response'), fate(late, 'resolution')]).toEqual(['breached @ 60m', 'stopped']);
  });
  test('and taken back, the time between counts for no promise, not for one that comes afterwards either', () => {
    const back = doing(desk, doing(desk, opened(desk), 'cancel', hour, { reason: 'By mistake.' }), 'reopen', day, {
      reason: 'It was none.',
    });
    expect(due(doing(desk, back, 'reclassify', 2 * day, { type: 'security' }), 'authority')).toBe(4 * day - hour);
  });
  test('and taken back, it goes on where it was', () =>
    expect(due(doing(desk, p1, 'reopen', day, { reason: 'It was none.' }), 'response')).toBe(day + 50 * minute));
});

test('merged: of the other one nothing is owed, also if somebody writes to who asked', () => {
  const asked = opened(desk, { requester: 'joe@acme.example' });
  const merged = doing(desk, asked, 'link', 10 * minute, { to: 'SHO-2', as: 'duplicate' });
  const told = doing(desk, merged, 'comment', 20 * minute, { text: 'See SHO-2.', public: true });
  expect(told.clocks.map(stateOf).every((state) => state === 'stopped')).toBe(true);
  expect(passing(desk, told, 8 * day).endedAt).not.toBeNull();
});
