/** A policy in vain: somebody acknowledged and did nothing, or nobody came at all. */
import { describe, expect, test } from 'vitest';

import { perform } from '../../domain/incident/acts.ts';

import { day, doing, dues, event, hour, minute, monday, opened, others, passing, withPolicies } from './support.ts';

describe('an acknowledgement', () => {
  const rules = withPolicies(
    `  critical:
    steps:
      - { at: opening, tell: support }
      - { at: 10m, tell: lead }
      - { at: 50% of response, tell: all, repeat: every 5m until acknowledged, at most: 1 }
      - { at: 80% of resolution, tell: lead }
    lapses: 30m
${others}`,
  );
  const seen = doing(rules, opened(rules), 'acknowledge', 5 * minute, {});
  const lapsed = passing(rules, seen, 35 * minute);
  const told = (incident: typeof seen, after: number) => dues(passing(rules, incident, after), 'escalated');

  test('lapses when no person does anything', () => {
    expect(dues(lapsed, 'lapsed')).toEqual(['lapsed:critical @ 35m']);
    expect(lapsed.acknowledgedAt).toBeNull();
  });
  test('does not lapse a millisecond before', () =>
    expect(passing(rules, seen, 35 * minute - 1).acknowledgedAt).not.toBeNull());
  test('keeps the response that it gave', () =>
    expect(lapsed.clocks[0]).toMatchObject({ metric: 'response', fulfilledAt: monday + 5 * minute, breachedAt: null }));
  test('then the policy begins anew, as if it had been opened then', () =>
    expect(told(seen, 2 * hour)).toEqual([
      'escalated:critical:1 @ 0m',
      'escalated:critical:1:anew-2 @ 35m',
      'escalated:critical:2:anew-2 @ 45m',
      'escalated:critical:3:anew-2 @ 65m',
      'escalated:critical:3:anew-2:again-1 @ 70m',
    ]));
  test('a share of a response given long ago is no broken promise', () =>
    expect(passing(rules, seen, 2 * hour).escalated).toBeNull());
  test('steps on other promises speak once, not once more', () =>
    expect(told(seen, day).filter((one) => one.includes('critical:4'))).toEqual(['escalated:critical:4 @ 192m']));
  test('lapses again and again', () => {
    const again = doing(rules, lapsed, 'acknowledge', 40 * minute, {});
    expect(dues(passing(rules, again, 2 * hour), 'lapsed')).toEqual([
      'lapsed:critical @ 35m',
      'lapsed:critical:anew-2 @ 70m',
    ]);
    expect(told(again, 71 * minute).slice(-1)).toEqual(['escalated:critical:1:anew-3 @ 70m']);
  });
  test('holds on while somebody works on it', () => {
    const working = doing(rules, seen, 'comment', 20 * minute, { text: 'Looking.', public: false });
    expect(dues(passing(rules, working, hour), 'lapsed')).toEqual(['lapsed:critical @ 50m']);
  });
  test('does not hold on because the requester writes', () => {
    const asked = doing(rules, opened(rules, { requester: 'joe@acme.example' }), 'acknowledge', 5 * minute, {});
    const act = { key: 'act:tests:reply', by: 'requester', at: monday + 20 * minute };
    const written = perform('reply', rules, asked, act, { text: 'Well?' });
    expect(dues(passing(rules, written, hour), 'lapsed')).toEqual(['lapsed:critical @ 35m']);
  });
  test('waits for the end of a hold', () => {
    const started = doing(rules, seen, 'start', 6 * minute, {});
    const held = doing(rules, started, 'hold', 10 * minute, { reason: 'part', until: monday + 2 * hour });
    expect(dues(passing(rules, held, 3 * hour), 'lapsed')).toEqual(['lapsed:critical @ 150m']);
  });
  test('waits for the end of a snooze', () => {
    const snoozed = doing(rules, seen, 'snooze', 10 * minute, { reason: 'x', until: monday + 2 * hour });
    expect(dues(passing(rules, snoozed, 3 * hour), 'lapsed')).toEqual(['lapsed:critical @ 150m']);
  });
  test('does not lapse once it is resolved', () =>
    expect(dues(passing(rules, doing(rules, seen, 'resolve', 10 * minute, { note: 'x' }), day), 'lapsed')).toEqual([]));
  test('that nobody gave does not lapse: an owner was there from the start', () => {
    const given = opened(rules, { owners: [{ person: 'ana' }] });
    expect(dues(passing(rules, given, 3 * hour), 'lapsed')).toEqual([]);
  });
  test('nobody has to be told of it who is not assigned', () => {
    const assigned = doing(rules, seen, 'assign', 6 * minute, { to: 'eva' });
    expect(event(passing(rules, assigned, hour), 'lapsed:critical')?.notify).toEqual(['eva']);
    expect(event(lapsed, 'lapsed:critical')?.notify).toEqual([]);
  });
});

describe('an exhausted policy', () => {
  const policy = (exhausted: string) => `  critical:
    steps:
      - { at: opening, tell: support }
      - { at: 30m, tell: lead, repeat: every 10m until acknowledged, at most: 2 }
      - { at: 100% of resolution, tell: all }
${exhausted}${others}`;
  const rules = withPolicies(policy('    exhausted: [lead, level N2 lead]\n'));
  const vain = (incident = opened(rules), after = day) => dues(passing(rules, incident, after), 'exhausted');

  test('is said one more interval after the last repeat', () => expect(vain()).toEqual(['exhausted:critical @ 60m']));
  test('and tells whom it names', () =>
    expect(event(passing(rules, opened(rules), day), 'exhausted:critical')?.notify).toEqual(['ana']));
  test('not where somebody acknowledges before', () =>
    expect(vain(doing(rules, opened(rules), 'acknowledge', 59 * minute, {}))).toEqual([]));
  test('nor once it is resolved', () =>
    expect(vain(doing(rules, opened(rules), 'resolve', 59 * minute, { note: 'x' }))).toEqual([]));
  test('once, though a promise is broken later', () => expect(vain(opened(rules), 30 * day)).toHaveLength(1));
  test('waits a quarter of an hour after a last step that is not repeated', () => {
    const plain = withPolicies(`  critical: { steps: [{ at: 5m, tell: ion }], exhausted: lead }\n${others}`);
    expect(dues(passing(plain, opened(plain), day), 'exhausted')).toEqual(['exhausted:critical @ 20m']);
  });
  test('once more when an acknowledgement lapsed and nobody came again', () => {
    const lapsing = withPolicies(policy('    exhausted: lead\n    lapses: 30m\n'));
    const seen = doing(lapsing, passing(lapsing, opened(lapsing), 61 * minute), 'acknowledge', 70 * minute, {});
    expect(dues(passing(lapsing, seen, 3.5 * hour), 'exhausted')).toEqual([
      'exhausted:critical @ 60m',
      'exhausted:critical:anew-2 @ 160m',
    ]);
  });
  test('tells the emergency contacts where it names nobody', () => {
    const emergency = withPolicies(policy(''), 'emergency: { contacts: [eva] }\n');
    expect(event(passing(emergency, opened(emergency), day), 'exhausted:critical')?.notify).toEqual(['eva']);
  });
  test('is nothing where there is nobody to tell', () => {
    const nobody = withPolicies(policy(''));
    expect(dues(passing(nobody, opened(nobody), day), 'exhausted')).toEqual([]);
  });
});
