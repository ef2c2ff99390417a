/** Which promise holds for an incident, and what a change of severity makes of its clocks. */
import { describe, expect, test } from 'vitest';

import { dueAt, stateOf } from '../../domain/clock.ts';
import { perform } from '../../domain/incident/acts.ts';
import type { Incident } from '../../domain/incident/incident.ts';

import { clockOf, day, doing, dues, event, hour, minute, monday, opened, passing, shop } from './support.ts';

const rules = shop();
const due = (incident: Incident, metric: string) => {
  const clock = clockOf(incident, metric);
  return dueAt(rules.calendars[clock.calendar]!, clock)! - monday;
};
const ruleOf = (incident: Incident, metric: string) => clockOf(incident, metric).rule;

describe('strictest wins, metric by metric', () => {
  const gold = opened(rules, { requester: 'joe@acme.example', severity: 'P2' });
  test('the tier’s response', () => expect(due(gold, 'response')).toBe(30 * minute));
  test('and the record names its rule', () => expect(ruleOf(gold, 'response')).toBe('tiers.gold.response'));
  test('the severity’s resolution', () => expect(due(gold, 'resolution')).toBe(24 * hour));
  test('and the record names its rule, too', () => expect(ruleOf(gold, 'resolution')).toBe('severities.P2.resolution'));
  test('compared by instants, not by words: 2 business days from a Friday are later than 40 hours', () => {
    const friday = monday + 4 * day;
    const held = opened(rules, { requester: 'joe@acme.example', severity: 'P3' }, friday);
    expect(ruleOf(held, 'resolution')).toBe('tiers.gold.resolution');
  });
  test('a customer whose tier promises less has the severity’s', () =>
    expect(ruleOf(opened(rules, { requester: 'x@bolt.example' }), 'response')).toBe('severities.P1.response'));
  test('a metric that nobody promises has no clock', () =>
    expect(opened(rules, { severity: 'P4' }).clocks.map(({ metric }) => metric)).toEqual(['response']));
});

describe('combine otherwise', () => {
  const by = (combine: string) => {
    const other = shop((text) => `${text}combine: ${combine}\n`);
    return ruleOf(opened(other, { requester: 'joe@acme.example', severity: 'P1' }), 'response');
  };
  test('severity', () => expect(by('severity')).toBe('severities.P1.response'));
  test('tier', () => expect(by('tier')).toBe('tiers.gold.response'));
});

describe('whose customer a requester is', () => {
  test.each([
    ['by mail domain', 'joe@acme.example', 'acme'],
    ['by a subdomain of it', 'joe@mail.acme.example', 'acme'],
    ['whatever the case', 'JOE@ACME.Example', 'acme'],
    ['not by a domain that merely ends alike', 'joe@notacme.example', null],
    ['not by a domain that merely begins alike', 'joe@acme.example.org', null],
    ['not by the part before the last @', '"a@acme.example"@elsewhere.example', null],
  ])('%s', (_, requester, customer) => expect(opened(rules, { requester }).customer).toBe(customer));
});

describe('a change of severity counts from opening', () => {
  const p3 = opened(rules, { severity: 'P3' });
  const at20 = doing(rules, p3, 'triage', 20 * minute, { severity: 'P1' });
  const at3h = doing(rules, p3, 'triage', 3 * hour, { severity: 'P1' });

  test('the new due instant', () => expect(due(at20, 'response')).toBe(hour));
  test('the new rule', () => expect(ruleOf(at20, 'response')).toBe('severities.P1.response'));
  test('what is used up already is breached at the change', () =>
    expect(clockOf(at3h, 'response').breachedAt).toBe(monday + 3 * hour));
  test('and is told once', () => expect(dues(at3h, 'breached')).toEqual(['breached:response @ 180m']));
  test('while its due instant stays the pure count', () => expect(due(at3h, 'response')).toBe(hour));
  test('what is not used up goes on', () => expect(stateOf(clockOf(at3h, 'resolution'))).toBe('running'));
  test('used up exactly now is not yet breached', () =>
    expect(clockOf(doing(rules, p3, 'triage', hour, { severity: 'P1' }), 'response').breachedAt).toBeNull());
  test('used up exactly now is breached 1 ms later', () =>
    expect(
      clockOf(passing(rules, doing(rules, p3, 'triage', hour, { severity: 'P1' }), hour + 1), 'response').breachedAt,
    ).toBe(monday + hour));
  test('what was met stays met', () => {
    const answered = doing(rules, p3, 'acknowledge', 30 * minute, {});
    const changed = doing(rules, answered, 'triage', 3 * hour, { severity: 'P1' });
    expect(stateOf(clockOf(changed, 'response'))).toBe('met');
  });
  test('what was breached stays breached, when milder', () => {
    const broken = passing(rules, opened(rules), 90 * minute);
    const milder = doing(rules, broken, 'triage', 2 * hour, { severity: 'P4' });
    expect(clockOf(milder, 'response').breachedAt).toBe(monday + hour);
  });
  test('a metric that the new severity does not promise loses its clock', () =>
    expect(doing(rules, opened(rules), 'triage', 0, { severity: 'P4' }).clocks).toHaveLength(1));
  test('triage without another severity leaves the clocks alone', () =>
    expect(doing(rules, p3, 'triage', 20 * minute, { severity: 'P3', category: 'x' }).clocks).toEqual(p3.clocks));
  test('its clocks stand in the same order afterwards', () => {
    const answered = doing(rules, p3, 'acknowledge', 1, {});
    const changed = doing(rules, answered, 'triage', 2, { severity: 'P1' });
    expect(changed.clocks.map(({ metric }) => metric)).toEqual(['response', 'resolution']);
  });
  test('an unknown severity is refused with what there is', () =>
    expect(() => doing(rules, p3, 'triage', 0, { severity: 'P9' })).toThrow(
      'There is no severity "P9" in this plan: it is one of P1, P2, P3, P4.',
    ));
  test('the steps of the new policy begin with the change, whatever their share', () =>
    expect(dues(at3h, 'escalated')).toEqual([
      'escalated:desk:1 @ 20m',
      'escalated:desk:1:again-1 @ 30m',
      'escalated:desk:1:again-2 @ 40m',
      'escalated:desk:1:again-3 @ 50m',
      'escalated:desk:1:again-4 @ 60m',
      'escalated:desk:1:again-5 @ 70m',
      'escalated:critical:1 @ 180m',
      'escalated:critical:2 @ 180m',
      'escalated:critical:3 @ 180m',
    ]));
  test('their repeats follow at their own pace', () =>
    expect(dues(passing(rules, at3h, 3 * hour + 16 * minute), 'escalated').slice(9)).toEqual([
      'escalated:critical:3:again-1 @ 195m',
    ]));
});

test('a change under pauses keeps them all', () => {
  const held = doing(rules, doing(rules, opened(rules), 'start', 0, {}), 'hold', 10 * minute, { reason: 'part' });
  const resumed = doing(rules, held, 'resume', 40 * minute, {});
  const reported = { ...resumed, status: 'triaged' as const };
  const act = { key: 'act:x', by: 'ion', at: monday + 50 * minute };
  const changed = perform('triage', rules, reported, act, { severity: 'P2' });
  expect([due(changed, 'response'), due(changed, 'resolution')]).toEqual([4.5 * hour, 24.5 * hour]);
});

test('the owner chosen in triage is told, unless it is who triages', () => {
  const notified = (assignee: string) =>
    doing(rules, opened(rules), 'triage', 0, { assignee }).events.find(({ kind }) => kind === 'triaged')!.notify;
  expect([notified('ana'), notified('ion')]).toEqual([['ana'], []]);
});

test('what is opened says so, with codes only', () =>
  expect(event(opened(rules, { requester: 'joe@acme.example', service: 'app' }), 'opened')).toMatchObject({
    by: 'admin',
    text: {},
    data: { type: 'incident', severity: 'P1', tier: 'gold', service: 'app' },
  }));

describe('where a ticket has a promise of its own', () => {
  const own = shop((text) => `${text}reviews:\n  r: { every: month, owner: lead, severity: P1, within: 2h }\n`);
  const review = opened(own, { type: 'task', category: 'r' });
  const metrics = ({ clocks }: Incident) => clocks.map(({ metric, rule }) => `${metric} ${rule}`);

  test('nothing else is promised, for no metric', () =>
    expect(metrics(review)).toEqual(['resolution reviews.r.within']));
  test('nor with another severity', () =>
    expect(metrics(doing(own, review, 'triage', hour, { severity: 'P2' }))).toEqual(['resolution reviews.r.within']));
  test('nor once it is resolved', () =>
    expect(metrics(doing(own, review, 'resolve', hour, { note: 'Done.' }))).toHaveLength(1));
  test('with another category it has what the rest have', () =>
    expect(metrics(doing(own, review, 'triage', hour, { category: 'other' }))).toEqual([
      'response severities.P1.response',
      'resolution severities.P1.resolution',
    ]));
});
