/** Of a roll call each answers for themselves: nobody has it in hand, all may acknowledge, and until somebody has it escalates by a policy of its own. */
import { expect, test } from 'vitest';

import { possibleActs } from '../../domain/incident/lifecycle.ts';
import { perform } from '../../domain/incident/acts.ts';

import { clockOf, dues, event, hour, minute, monday, opened, passing, shop } from './support.ts';

const rules = shop((text) => `${text}emergency: { contacts: [eva, lead], test: { every: quarter, within: 1h } }\n`);
const calling = (severity = 'P4') =>
  opened(rules, {
    type: 'task',
    severity,
    category: 'emergency/test',
    owners: rules.plan.emergency!.contacts.flatMap(({ tell }) => tell),
    rollCall: 'emergency/test',
  });
const answer = (incident: ReturnType<typeof calling>, by: string, after: number) =>
  perform('acknowledge', rules, incident, { key: `act:tests:${by}`, by, at: monday + after }, {});
const told = (incident: ReturnType<typeof calling>) =>
  incident.events.filter(({ notify }) => notify.length > 0).map(({ kind, notify }) => [kind, notify]);

test('all are told at once, and nobody has it in hand', () => {
  const incident = calling();
  expect(told(incident)).toEqual([['opened', ['eva', 'ana']]]);
  expect([incident.assignee, incident.acknowledgedAt]).toEqual([null, null]);
  expect(event(incident, 'opened')!.data).toMatchObject({ rollCall: 'emergency/test' });
});

test('each may acknowledge, also after another did', () => {
  const both = answer(answer(calling(), 'eva', minute), 'ana', 2 * minute);
  expect(both.events.filter(({ kind }) => kind === 'acknowledged').map(({ by }) => by)).toEqual(['eva', 'ana']);
  expect(possibleActs(both).map(({ verb }) => verb)).toContain('acknowledge');
});

test('once the last of them has answered it is resolved and closed by itself, and nobody is told', () => {
  const one = passing(rules, answer(calling(), 'eva', minute), 2 * minute);
  expect([one.status, one.awaited]).toEqual(['received', ['ana']]);
  const strangers = passing(rules, answer(one, 'ion', 2 * minute), 3 * minute);
  expect(strangers.status).toBe('received');
  const both = passing(rules, answer(strangers, 'ana', 4 * minute), 5 * minute);
  expect(both).toMatchObject({
    status: 'closed',
    resolvedAt: monday + 4 * minute,
    acknowledgedAt: monday + 4 * minute,
  });
  expect(both.events.slice(-3).map(({ kind, by, at }) => [kind, by, at - monday])).toEqual([
    ['acknowledged', 'ana', 4 * minute],
    ['resolved', null, 4 * minute],
    ['closed', null, 4 * minute],
  ]);
  expect(told(both)).toHaveLength(1);
});

test('reopened, it waits until somebody answers again', () => {
  const both = passing(rules, answer(answer(calling(), 'eva', minute), 'ana', 2 * minute), 3 * minute);
  const again = perform('reopen', rules, both, { key: 'act:tests:re', by: 'ion', at: monday + hour }, { reason: 'x' });
  expect(passing(rules, again, 2 * hour).status).toBe('in_progress');
  expect(passing(rules, answer(again, 'ion', 3 * hour), 3 * hour).status).toBe('closed');
});

test('one that nobody was called for stays open', () =>
  expect(passing(rules, opened(rules, { rollCall: 'emergency/test', owners: [] }), hour).status).toBe('received'));

test('the first answer keeps the promise, and nobody is told any more', () => {
  const answered = passing(rules, answer(calling(), 'eva', minute), 3 * hour);
  expect(clockOf(answered, 'response')).toMatchObject({ fulfilledAt: monday + minute, breachedAt: null });
  expect(told(answered)).toHaveLength(1);
});

test.each(['P4', 'P1'])('without one it escalates by its own policy, whatever its severity: %s', (severity) => {
  const missed = passing(rules, calling(severity), 9 * hour);
  expect(dues(missed, 'escalated')).toEqual(['escalated:emergency/test:1 @ 30m', 'escalated:emergency/test:2 @ 60m']);
  expect(told(missed).slice(1)).toEqual([
    ['escalated', ['eva', 'ana']],
    ['escalated', ['eva', 'ana', 'ion']],
  ]);
  expect(dues(missed, 'breached')).toEqual(['breached:response @ 60m']);
});

test('one that was opened under a plan that has no such test any more stands still', () => {
  const bare = shop();
  expect(passing(bare, calling(), 3 * hour).events.map(({ kind }) => kind)).toEqual(['opened', 'breached']);
});
