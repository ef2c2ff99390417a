/** Which promise holds where it depends on several things at once, and which severities a type has. */
import { describe, expect, test } from 'vitest';

import { UnknownValue } from '../../domain/incident/incident.ts';
import type { Opening } from '../../domain/incident/open.ts';

import { clockOf, dues, doing, event, hour, minute, monday, opened, shop } from './support.ts';

const traits = `impacts: [everybody, one]
categories: [billing, login]
targets:
  - { when: { type: incident, severity: P2, impact: everybody, tier: gold, category: billing }, response: 10m }
  - { when: { type: incident, severity: P2, impact: everybody }, response: 20m }
  - { when: { category: [login, billing] }, resolution: 3h }
`;
const rules = shop((text) => `${text}${traits}`);
const all = { severity: 'P2', impact: 'everybody', category: 'billing', requester: 'joe@acme.example' };
const ruleOf = (more: Partial<Opening>) => clockOf(opened(rules, more), 'response').rule;

test('a row that names five traits wins where all five hold', () => expect(ruleOf(all)).toBe('targets.0.response'));

test.each([
  ['impact', { impact: 'one' }, 'tiers.gold.response'],
  ['impact that nobody told', { impact: null }, 'tiers.gold.response'],
  ['category', { category: 'login' }, 'targets.1.response'],
  ['category that nobody told', { category: null }, 'targets.1.response'],
  ['tier', { requester: 'joe@bolt.example' }, 'targets.1.response'],
  ['type', { type: 'security' }, 'tiers.gold.response'],
  ['severity', { severity: 'P1' }, 'tiers.gold.response'],
])('of another %s the row is not', (_, other, rule) => expect(ruleOf({ ...all, ...other })).toBe(rule));

test.each(['login', 'billing'])('a row for several values is for each of them: %s', (category) =>
  expect(clockOf(opened(rules, { severity: 'P2', category }), 'resolution').rule).toBe('targets.2.resolution'),
);

test('an impact that the plan does not have is refused with what there is', () =>
  expect(() => opened(rules, { impact: 'half' })).toThrow(
    'There is no impact "half" in this plan: it is one of everybody, one.',
  ));

test('where the plan names no impacts, it is anybody’s words and no part of the record', () => {
  const { impact, events } = opened(shop(), { impact: 'half' });
  expect([impact, events[0]!.data['impact']]).toEqual([null, null]);
});

describe('another category', () => {
  const login = { ...all, category: 'login' };
  const at15 = doing(rules, opened(rules, login), 'triage', 15 * minute, { category: 'billing' });

  test('brings its own promise, counted from opening', () => {
    const clock = clockOf(doing(rules, opened(rules, login), 'triage', minute, { category: 'billing' }), 'response');
    expect([clock.rule, clock.from, clock.breachedAt]).toEqual(['targets.0.response', monday, null]);
  });
  test('which is breached at the change where it is used up', () =>
    expect(dues(at15, 'breached')).toEqual(['breached:response @ 15m']));
  test('and its steps are due at the change, not before', () =>
    expect(dues(at15, 'escalated')).toContain('escalated:mild:2 @ 15m'));
  test('tells nobody again who was told at opening', () =>
    expect(dues(at15, 'escalated').filter((one) => one.startsWith('escalated:mild:1'))).toEqual([
      'escalated:mild:1 @ 0m',
    ]));
});

describe('two tables of severities side by side', () => {
  const tables = shop((text) =>
    text
      .replace('types: [incident, security, task]', 'types: [incident, security, request]')
      .replace(
        '  P4: {',
        '  S1: { types: [security], response: 15m }\n  S2: { types: security, response: 45m }\n  P4: {',
      )
      .replace('  P1: {', '  P1: { types: [incident, request],')
      .replace('  P2: {', '  P2: { types: incident,'),
  );

  test('a type has its own', () =>
    expect(clockOf(opened(tables, { type: 'security', severity: 'S1' }), 'response').target).toEqual({
      ms: hour / 4,
    }));
  test('and those that are for all', () =>
    expect(opened(tables, { type: 'security', severity: 'P4' }).severity).toBe('P4'));
  test('opening with another is refused with those that the type has', () =>
    expect(() => opened(tables, { type: 'security', severity: 'P1' })).toThrow(
      new UnknownValue('severity', 'The type "security" has no severity "P1" in this plan: it has P3, S1, S2, P4.'),
    ));
  test('and so is triage', () =>
    expect(() => doing(tables, opened(tables), 'triage', minute, { severity: 'S1' })).toThrow(
      'The type "incident" has no severity "S1" in this plan: it has P1, P2, P3, P4.',
    ));
  test('one that the plan does not have at all is refused as such', () =>
    expect(() => opened(tables, { severity: 'P9' })).toThrow('There is no severity "P9" in this plan'));
});

test('the record tells the impact', () =>
  expect(event(opened(rules, all), 'opened')!.data).toMatchObject({ impact: 'everybody' }));
