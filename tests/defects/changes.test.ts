/** Severity, type and level change under way: what was promised before and after is counted as if it had been known. */
import { describe, expect, test } from 'vitest';

import { day, doing, dues, event, hour, minute, opened, passing } from '../domain/support.ts';

import { desk, due, fate, latest } from './desk.ts';

const all = { reason: 'Waits.', pause: 'everything' };
const start = (severity: string) => doing(desk, opened(desk, { severity }), 'start', 0, {});

describe('a severity raised during a pause', () => {
  const held = doing(desk, start('P2'), 'hold', 30 * minute, all);
  test('pauses the new promises as well', () => {
    const raised = doing(desk, held, 'reclassify', 10 * hour, { severity: 'P1' });
    expect(['response', 'containment', 'resolution'].map((metric) => due(raised, metric))).toEqual([null, null, null]);
    expect(dues(passing(desk, raised, 20 * hour), 'breached')).toEqual([]);
    expect(due(doing(desk, raised, 'resume', 20 * hour, {}), 'response')).toBe(20.5 * hour);
  });
  test('breaks at the change what was used up before the pause', () => {
    const late = doing(desk, doing(desk, start('P2'), 'hold', 90 * minute, all), 'reclassify', 10 * hour, {
      severity: 'P1',
    });
    expect([fate(late, 'response'), due(late, 'response')]).toEqual(['breached @ 600m', hour]);
  });
});

describe('a change that is not retroactive', () => {
  const lower = doing(desk, opened(desk, { severity: 'P2' }), 'reclassify', 2 * hour, {
    severity: 'P1',
    retroactive: false,
  });
  test('carries the used share over: half of 4 h is half of 1 h', () =>
    expect(due(lower, 'response')).toBe(2.5 * hour));
  test('for each promise its own: a twelfth of 24 h is a twelfth of 4 h', () =>
    expect(due(lower, 'resolution')).toBe(2 * hour + 220 * minute));
  test('and breaks nothing at the change', () => expect(dues(lower, 'breached')).toEqual([]));
  test('while a retroactive one does', () =>
    expect(
      dues(doing(desk, opened(desk, { severity: 'P2' }), 'reclassify', 2 * hour, { severity: 'P1' }), 'breached'),
    ).toEqual(['breached:response @ 120m']));
});

describe('what was done before it was promised', () => {
  const answered = doing(desk, opened(desk, { severity: 'P4' }), 'acknowledge', 10 * minute, {});
  test('is kept: an answer given in time needs not be given again', () => {
    const raised = doing(desk, answered, 'reclassify', 20 * minute, { severity: 'P1' });
    expect(fate(passing(desk, raised, 3 * hour), 'response')).toBe('met');
  });
  test('or is late: broken at the change', () => {
    const late = doing(desk, opened(desk, { severity: 'P4' }), 'acknowledge', 2 * hour, {});
    expect(fate(doing(desk, late, 'reclassify', 3 * hour, { severity: 'P1' }), 'response')).toBe('breached @ 180m');
  });
  test('so with the containment', () => {
    const contained = doing(desk, answered, 'contain', hour, { note: 'Cut off.' });
    const raised = doing(desk, contained, 'reclassify', 2 * hour, { severity: 'P1' });
    expect(latest(raised, 'containment').fulfilledAt! - latest(raised, 'containment').from).toBe(hour);
  });
});

describe('the clock of a level', () => {
  const over = doing(desk, opened(desk, { severity: 'P2' }), 'escalate', 3 * hour, { level: 'N2', note: 'Beyond us.' });
  test('counts from the hand-over, not from the opening', () => {
    expect(due(over, 'level')).toBe(5 * hour);
    expect(dues(over, 'breached')).toEqual([]);
  });
  test('is its first round, where the level before promised nothing', () =>
    expect(latest(over, 'level').round).toBe(1));
  test('is met by whoever takes it there', () =>
    expect(fate(doing(desk, over, 'assign', 4 * hour, { to: 'ana' }), 'level')).toBe('met'));
  test('is broken there once', () =>
    expect(dues(passing(desk, over, 6 * hour), 'breached').filter((one) => one.includes('level'))).toEqual([
      'breached:level @ 300m',
    ]));
  test('begins anew when it comes back', () => {
    const back = doing(desk, over, 'escalate', 4 * hour, { level: 'N3', note: 'Yours.' });
    const again = doing(desk, back, 'escalate', 10 * hour, { level: 'N2', note: 'No, yours.' });
    expect([due(again, 'level'), latest(again, 'level').round, again.tally.handovers]).toEqual([12 * hour, 2, 3]);
  });
});

test('a declared clock of 72 h runs through holds that do not stop it and through the resolution, until it is fulfilled', () => {
  const told = doing(desk, opened(desk, { type: 'security' }), 'start', 0, {});
  const held = doing(desk, told, 'hold', hour, { reason: 'Waits.', pause: 'customer' });
  expect(due(held, 'authority')).toBe(3 * day);
  const solved = doing(desk, held, 'resolve', 2 * day, { note: 'Closed the hole.' });
  expect(fate(doing(desk, solved, 'fulfil', 3 * day, { clock: 'authority' }), 'authority')).toBe('met');
  expect(fate(passing(desk, solved, 3 * day + 1), 'authority')).toBe('breached @ 4320m');
});

test('an incident that becomes a security incident owes the notice from its opening', () => {
  const turned = doing(desk, opened(desk), 'reclassify', 5 * hour, { type: 'security' });
  expect(due(turned, 'authority')).toBe(3 * day);
  expect(event(passing(desk, turned, 4 * day), 'breached:authority')!.notify).not.toEqual([]);
});
