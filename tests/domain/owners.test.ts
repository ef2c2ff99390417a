/** What is opened for somebody is in that one's hands from the start: only promises that come near or break are spoken of. */
import { describe, expect, test } from 'vitest';

import { clockOf, dues, hour, minute, monday, opened, passing, shop } from './support.ts';

const rules = shop();
const given = opened(rules, { severity: 'P1', owners: [{ role: 'lead' }] });

test('it counts as acknowledged when it is opened', () => expect(given.acknowledgedAt).toBe(monday));

test('its response is given', () => expect(clockOf(given, 'response').fulfilledAt).toBe(monday));

test('no step on the opening or the response is taken', () =>
  expect(dues(passing(rules, given, 3 * hour), 'escalated')).toEqual([]));

test('steps on the resolution are taken as ever', () =>
  expect(dues(passing(rules, given, 3.5 * hour), 'escalated')).toEqual([`escalated:critical:4 @ ${0.8 * 240}m`]));

test('a broken promise wants to be acknowledged anew, and is told until it is', () => {
  const customer = opened(rules, { owners: ['assignee', { person: 'ana' }], requester: 'joe@acme.example' });
  const late = passing(rules, customer, 4 * hour + minute);
  expect([late.acknowledgedAt, late.escalated?.why]).toEqual([null, 'resolution']);
  expect(dues(passing(rules, customer, 5.5 * hour), 'escalated')).toContain('escalated:critical:5:again-1 @ 300m');
});

describe('where its owners are nobody', () => {
  const nobodys = opened(rules, { severity: 'P1', owners: ['customer contact'] });
  test('nobody has it in hand', () => expect(nobodys.acknowledgedAt).toBeNull());
  test('and the policy speaks from the opening', () =>
    expect(dues(passing(rules, nobodys, 0), 'escalated')).toEqual(['escalated:critical:1 @ 0m']));
});
