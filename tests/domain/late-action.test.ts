/** A preventive action that is late is no secret between it and its owner: who looks after late post-mortems hears of it. */
import { describe, expect, test } from 'vitest';

import { day, doing, event, hour, minute, monday, opened, others, passing, shop, withPolicies } from './support.ts';

const rules = shop();
const action = (more: object = {}, by = rules) =>
  opened(by, { type: 'task', severity: 'P4', owners: [{ person: 'eva' }], doneBy: monday + day, ...more });
const late = (more: object, by = rules) => event(passing(by, action(more, by), 3 * day), 'breached:resolution')!;

test('at the end of its day, whom the policy of its incident tells of a late post-mortem', () => {
  expect(event(passing(rules, action({ overseenBy: 'critical' }), day), 'breached:resolution')).toBeUndefined();
  expect(late({ overseenBy: 'critical' })).toMatchObject({ dueAt: monday + day, notify: ['eva', 'ana'] });
});

test('where its policy does not speak of post-mortems, whom that tells first', () =>
  expect(late({ overseenBy: 'mild' }).notify).toEqual(['eva', 'ion']));

test('who only hears that a post-mortem comes near does not hear of a late action', () => {
  const steps = `  critical: [{ at: 10m, tell: ion }, { at: 50% of postmortem, tell: ana }]\n`;
  expect(late({ overseenBy: 'critical' }, withPolicies(steps + others)).notify).toEqual(['eva', 'ion']);
});

test('its owner alone where its incident has no policy, or the plan no longer has that', () => {
  expect(late({}).notify).toEqual(['eva']);
  expect(late({ overseenBy: 'gone' }).notify).toEqual(['eva']);
});

test('each once, and only people of the plan', () => {
  const steps = `  critical: [{ at: 100% of postmortem, tell: [assignee, requester, all users, ana, lead] }]\n`;
  expect(late({ overseenBy: 'critical' }, withPolicies(steps + others)).notify).toEqual(['eva', 'ana']);
});

test('when its day begins its owner is told that it comes near', () => {
  const soon = action({ doneBy: monday + 2 * day });
  expect(event(passing(rules, soon, day), 'warned:resolution')).toMatchObject({ dueAt: monday + day, notify: ['eva'] });
  expect(event(passing(rules, action(), day), 'warned:resolution')).toBeUndefined();
});

test('the policy of the severity that it happens to have says nothing of it', () => {
  const steps = `  critical: [{ at: 80% of resolution, tell: ana }, { at: 100% of resolution, tell: ana }]\n`;
  const kinds = passing(withPolicies(steps + others), action({ severity: 'P1' }), 9 * day).events.map(
    ({ kind }) => kind,
  );
  expect(kinds).toEqual(['opened', 'breached']);
});

test('resolved it owes no post-mortem of its own, whatever its severity', () => {
  const done = doing(rules, action({ severity: 'P1' }), 'resolve', hour, { note: 'Done.' });
  expect(done.clocks.map(({ metric, fulfilledAt }) => [metric, fulfilledAt])).toEqual([['resolution', monday + hour]]);
});

test('nobody is told of it as of an incident', () => {
  const told = shop((text) => `${text}communication: [{ when: { severity: [P1, P4] }, tell: all users }]\n`);
  expect(opened(told).events.map(({ kind }) => kind)).toContain('announced');
  expect(action({}, told).events.map(({ kind }) => kind)).toEqual(['opened']);
});

describe('it is marked as escalated', () => {
  const overdue = passing(rules, action({ overseenBy: 'critical' }), day + minute);
  test('from then on', () => {
    expect(passing(rules, action(), day).escalated).toBeNull();
    expect(overdue.escalated).toEqual({ since: monday + day + 1, why: 'resolution' });
  });
  test('and its owner is not paged as if nobody had it in hand', () => {
    const kinds = passing(rules, overdue, 30 * day + hour).events.map(({ kind }) => kind);
    expect(kinds).toEqual(['opened', 'breached']);
  });
});
