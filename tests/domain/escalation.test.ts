/** Who is told at which share of a promise, how often again, and what makes it stop. */
import { describe, expect, test } from 'vitest';

import { foreseen, nextDue } from '../../domain/incident/due.ts';

import { day, doing, dues, event, hour, minute, monday, opened, passing, shop } from './support.ts';

const rules = shop();
const p1 = opened(rules);
const told = (after: number) => dues(passing(rules, p1, after), 'escalated');

describe('steps of a policy', () => {
  test('at opening: at once', () => expect(told(0)).toEqual(['escalated:critical:1 @ 0m']));
  test('at half of response: not 1 ms before', () => expect(told(30 * minute - 1)).toHaveLength(1));
  test('at half of response: then', () => expect(told(30 * minute).at(-1)).toBe('escalated:critical:2 @ 30m'));
  test('at all of it: not while it can still be kept', () => expect(told(hour)).toHaveLength(2));
  test('at all of it: 1 ms later, due at the promise', () =>
    expect(told(hour + 1).at(-1)).toBe('escalated:critical:3 @ 60m'));
  test('a breach comes before the step that it causes', () =>
    expect(
      passing(rules, p1, hour + 1)
        .events.slice(-2)
        .map(({ key }) => key),
    ).toEqual(['breached:response', 'escalated:critical:3']));
  test('each person once, whatever roles they have', () =>
    expect(event(passing(rules, p1, hour + 1), 'escalated:critical:3')!.notify).toEqual(['ana', 'ion', 'eva']));
  test('the whole life of one that nobody touches', () =>
    expect(told(30 * day)).toEqual([
      'escalated:critical:1 @ 0m',
      'escalated:critical:2 @ 30m',
      'escalated:critical:3 @ 60m',
      'escalated:critical:3:again-1 @ 75m',
      'escalated:critical:3:again-2 @ 90m',
      'escalated:critical:3:again-3 @ 105m',
      'escalated:critical:6 @ 360m',
    ]));
  test('and of whoever is not there', () =>
    expect(dues(passing(rules, p1, 30 * day), 'skipped')).toEqual([
      'skipped:critical:4 @ 192m',
      'skipped:critical:5 @ 240m',
    ]));
  test('after it there is nothing left to wait for', () =>
    expect(nextDue(rules, passing(rules, p1, 30 * day))).toBeNull());
  test('a severity without a policy tells nobody', () =>
    expect(dues(passing(rules, opened(rules, { severity: 'P4' }), 30 * day), 'escalated')).toEqual([]));
});

describe('nobody behind a step', () => {
  test('is said', () =>
    expect(event(passing(rules, p1, 5 * hour), 'skipped:critical:4')).toMatchObject({
      notify: [],
      data: { why: 'nobody', step: 4, metric: 'resolution' },
    }));
  test('leaves the promise broken all the same', () =>
    expect(passing(rules, p1, 4 * hour + 1).escalated).toMatchObject({ why: 'resolution' }));
  test('with an assignee somebody is', () => {
    const assigned = doing(rules, p1, 'assign', 0, { to: 'eva' });
    expect(event(passing(rules, assigned, 5 * hour), 'escalated:critical:4')).toMatchObject({ notify: ['eva'] });
  });
  test('with a customer their contact is', () => {
    const customer = opened(rules, { requester: 'joe@acme.example' });
    expect(event(passing(rules, customer, 5 * hour), 'escalated:critical:5')).toMatchObject({ notify: ['eva'] });
  });
});

describe('repeats', () => {
  test('stop at the acknowledgement', () => {
    const seen = doing(rules, p1, 'acknowledge', 80 * minute, {});
    expect(dues(passing(rules, seen, 3 * hour), 'escalated')).toHaveLength(4);
  });
  test('once stopped do not come back when the next promise is broken', () => {
    const customer = opened(rules, { requester: 'joe@acme.example' });
    const seen = doing(rules, passing(rules, customer, 250 * minute), 'acknowledge', 250 * minute, {});
    expect(dues(passing(rules, seen, 30 * day), 'escalated').slice(-2)).toEqual([
      'escalated:critical:5 @ 240m',
      'escalated:critical:6 @ 360m',
    ]);
  });
  test('once stopped do not come back with a reopening', () => {
    const customer = opened(rules, { requester: 'joe@acme.example' });
    const seen = doing(rules, passing(rules, customer, 250 * minute), 'acknowledge', 250 * minute, {});
    const again = doing(rules, doing(rules, seen, 'resolve', 260 * minute, { note: 'x' }), 'reopen', 2 * day, {
      reason: 'y',
    });
    const last = dues(passing(rules, again, 2 * day), 'escalated').filter((one) => one.includes(':critical:5'));
    expect(last).toEqual(['escalated:critical:5 @ 240m']);
  });
  test('of a step after so much time stop, too', () => {
    const seen = doing(rules, opened(rules, { severity: 'P3' }), 'acknowledge', 35 * minute, {});
    expect(dues(passing(rules, seen, day), 'escalated')).toEqual([
      'escalated:desk:1 @ 20m',
      'escalated:desk:1:again-1 @ 30m',
    ]);
  });
  test('are not made up for at once when it is resolved and reopened', () => {
    const resolved = doing(rules, opened(rules, { severity: 'P3' }), 'resolve', 25 * minute, { note: 'x' });
    const again = doing(rules, resolved, 'reopen', day, { reason: 'y' });
    expect(dues(passing(rules, again, day), 'escalated')).toEqual(['escalated:desk:1 @ 20m']);
  });
});

describe('acknowledging', () => {
  const seen = doing(rules, p1, 'acknowledge', 10 * minute, {});
  test('ends every step on the response', () =>
    expect(dues(passing(rules, seen, 3 * hour), 'escalated')).toEqual(['escalated:critical:1 @ 0m']));
  test('leaves those on the resolution', () =>
    expect(dues(passing(rules, seen, 3.5 * hour), 'skipped')).toEqual(['skipped:critical:4 @ 192m']));
  test('is wanted again once another promise is broken', () =>
    expect(passing(rules, seen, 5 * hour).acknowledgedAt).toBeNull());
  test('is not undone by a warning', () => expect(passing(rules, seen, 3.5 * hour).acknowledgedAt).not.toBeNull());
});

describe('the mark `escalated`', () => {
  const broken = passing(rules, p1, 70 * minute);
  test('is not set by a warning', () => expect(passing(rules, p1, 59 * minute).escalated).toBeNull());
  test('is set by a broken promise', () =>
    expect(passing(rules, p1, hour + 1).escalated).toEqual({ since: monday + hour + 1, why: 'response' }));
  test('stands since the first time, however often it is told again', () =>
    expect(passing(rules, p1, 2 * hour).escalated).toEqual({ since: monday + hour + 1, why: 'response' }));
  test('is cleared by acknowledging', () =>
    expect(doing(rules, broken, 'acknowledge', 71 * minute, {}).escalated).toBeNull());
  test('is cleared by resolving', () =>
    expect(doing(rules, broken, 'resolve', 71 * minute, { note: 'x' }).escalated).toBeNull());
  test('leaves the status beneath as it is', () => expect(broken.status).toBe('received'));
  const overdue = passing(rules, doing(rules, p1, 'resolve', 0, { note: 'x' }), 25 * hour);
  test('is set by an overdue post-mortem', () => expect(overdue.escalated).toMatchObject({ why: 'postmortem' }));
  test('is cleared by that post-mortem', () =>
    expect(doing(rules, overdue, 'postmortem', 26 * hour, { rootCause: 'x', lessons: 'y' }).escalated).toBeNull());
  test('does not outlive a reopening', () =>
    expect(doing(rules, overdue, 'reopen', 26 * hour, { reason: 'x' }).escalated).toBeNull());
});

describe('what is foreseen', () => {
  test('names the promised instant, not the millisecond after', () =>
    expect(foreseen(rules, passing(rules, p1, 30 * minute))).toEqual({ at: monday + hour, what: 'response due' }));
  test('while `nextDue` is the instant at which it is done', () =>
    expect(nextDue(rules, passing(rules, p1, 30 * minute))).toBe(monday + hour + 1));
  test('is nothing when only a person can move it', () =>
    expect(foreseen(rules, doing(rules, doing(rules, p1, 'start', 0, {}), 'hold', 0, { reason: 'x' }))).toBeNull());
});
