/** A promise that is a range warns at its lower bound, once, while it can still be kept. */
import { describe, expect, test } from 'vitest';

import { nextDue } from '../../domain/incident/due.ts';

import { doing, dues, event, hour, minute, monday, opened, passing, shop } from './support.ts';

const rules = shop((text) =>
  text.replace('P2: { response: 4h, resolution: 24h', 'P2: { response: 2h..4h, resolution: 1..2 business days'),
);
const p2 = opened(rules, { severity: 'P2' });
const warned = (after: number, incident = p2) => dues(passing(rules, incident, after), 'warned');

test('not before', () => expect(warned(2 * hour - 1)).toEqual([]));
test('at the lower bound itself', () => expect(warned(2 * hour)).toEqual(['warned:response @ 120m']));
test('which is when it wants attention', () => {
  const quiet = doing(rules, p2, 'assign', 0, { to: 'ana' });
  expect(nextDue(rules, quiet)).toBe(monday + 2 * hour);
});
test('once', () => expect(warned(4 * hour)).toEqual(['warned:response @ 120m']));
test('the breach follows at the upper bound', () =>
  expect(dues(passing(rules, p2, 4 * hour + 1), 'breached')).toEqual(['breached:response @ 240m']));
test('business days warn at the end of their day', () =>
  expect(warned(40 * hour)).toEqual(['warned:response @ 120m', 'warned:resolution @ 2280m']));
test('the record says which promise', () =>
  expect(event(passing(rules, p2, 2 * hour), 'warned:response')).toMatchObject({ data: { metric: 'response' } }));
test('a promise that is no range never warns', () =>
  expect(dues(passing(rules, opened(rules), 40 * hour), 'warned')).toEqual([]));

describe('it is told', () => {
  const told = (incident: typeof p2) => event(passing(rules, incident, 2 * hour), 'warned:response')!.notify;
  test('to those whom the policy’s first step tells', () => expect(told(p2)).toEqual(['ion']));
  test('to the assignee alone, where there is one', () =>
    expect(told(doing(rules, p2, 'assign', 0, { to: 'eva' }))).toEqual(['eva']));
});

describe('what is kept in time is not warned of', () => {
  test('fulfilled before', () =>
    expect(warned(3 * hour, doing(rules, p2, 'acknowledge', 2 * hour - 1, {}))).toEqual([]));
  test('a pause moves the warning', () => {
    const held = doing(rules, doing(rules, p2, 'start', 0, {}), 'hold', hour, { reason: 'part' });
    const again = doing(rules, held, 'resume', 2 * hour, {});
    expect(warned(3 * hour, again)).toEqual(['warned:response @ 180m']);
  });
});

describe('a change of target', () => {
  const later = opened(rules, { severity: 'P4' });
  test('whose lower bound has passed warns at the change', () => {
    const at3h = doing(rules, later, 'triage', 3 * hour, { severity: 'P2' });
    expect(dues(at3h, 'warned')).toEqual(['warned:response @ 180m']);
  });
  test('that is broken at the change is not warned of', () => {
    const at5h = doing(rules, later, 'triage', 5 * hour, { severity: 'P2' });
    expect([dues(at5h, 'warned'), dues(at5h, 'breached')]).toEqual([[], ['breached:response @ 300m']]);
  });
  test('does not warn a second time', () => {
    const warnedOnce = passing(rules, p2, 2 * hour);
    const again = doing(rules, warnedOnce, 'triage', 2 * hour + minute, { severity: 'P2', category: 'x' });
    expect(dues(passing(rules, again, 3 * hour), 'warned')).toEqual(['warned:response @ 120m']);
  });
});
