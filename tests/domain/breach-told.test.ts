/** Every broken promise is told: by a step of the policy, else to whoever is in charge, and nobody twice at one instant. */
import { describe, expect, test } from 'vitest';

import type { Incident } from '../../domain/incident/incident.ts';
import type { Rules } from '../../domain/plan.ts';

import { day, doing, event, hour, minute, opened, others, passing, shop, withPolicies } from './support.ts';

const rules = shop();
const told = (incident: Incident, metric: string, after: number, by: Rules = rules) =>
  event(passing(by, incident, after), `breached:${metric}`)!.notify;
/** Whoever was told anything at the instant of the breach. */
const hearing = (by: Rules, incident: Incident, after: number) =>
  passing(by, incident, after).events.flatMap(({ at, notify }) => (at > incident.openedAt ? notify : []));

describe('a policy with a step on it', () => {
  test('speaks by that step alone', () => {
    expect(told(opened(rules), 'response', hour + 1)).toEqual([]);
    expect(hearing(rules, opened(rules, { severity: 'P2' }), 4 * hour + 1)).toEqual(['ana']);
  });
  test('speaks later, where it says so', () => expect(told(opened(rules), 'resolution', 5 * hour)).toEqual([]));
});

describe('a policy without a step on it', () => {
  const p2 = opened(rules, { severity: 'P2' });
  test('whom it tells first is told', () => expect(told(p2, 'resolution', day + 1)).toEqual(['ion']));
  test('the assignee alone is told, where there is one', () =>
    expect(told(doing(rules, p2, 'assign', 0, { to: 'eva' }), 'resolution', day + 1)).toEqual(['eva']));
  test('a warning before it is none', () => {
    const warning = withPolicies(
      `  critical: [{ at: opening, tell: ion }, { at: 99% of resolution, tell: ana }]\n${others}`,
    );
    expect(told(opened(warning), 'resolution', day, warning)).toEqual(['ion']);
  });
  test('a post-mortem is told like any other', () => {
    const plain = withPolicies(`  critical: [{ at: opening, tell: ion }]\n${others}`);
    const resolved = doing(plain, opened(plain), 'resolve', 0, { note: 'x' });
    expect(told(resolved, 'postmortem', 2 * day, plain)).toEqual(['ion']);
  });
  test('whom it tells first are people: who asked is not in charge', () => {
    const asking = withPolicies(
      `  critical: [{ at: opening, tell: requester }, { at: 5m, tell: [requester, eva] }]\n${others}`,
    );
    const asked = opened(asking, { requester: 'joe@x.example' });
    expect(told(asked, 'response', 2 * hour, asking)).toEqual(['eva']);
  });
});

describe('a step that tells nobody any more', () => {
  test('without anybody behind it is none', () => {
    const empty = withPolicies(
      `  critical: [{ at: opening, tell: ion }, { at: 100% of resolution, tell: assignee }]\n${others}`,
    );
    expect(told(opened(empty), 'resolution', day, empty)).toEqual(['ion']);
  });
  test('outside of its hours is none', () => {
    const office = withPolicies(
      `  critical: [{ at: opening, tell: ion }, { at: 100% of resolution, tell: lead, calendar: office }]\n${others}`,
    );
    expect(told(opened(office), 'resolution', day, office)).toEqual([]);
    expect(told(opened(office, {}, opened(office).openedAt + 8 * hour), 'resolution', day, office)).toEqual(['ion']);
  });
  test('taken before its time is none', () => {
    const early = withPolicies(
      `  critical: [{ at: opening, tell: assignee }, { at: 100% of response, tell: all }]\n${others}`,
    );
    expect(told(opened(early), 'response', hour + 1, early)).toEqual(['ana', 'ion', 'eva']);
  });
  test('but then the next one takes its place: nobody is told twice', () => {
    const next = withPolicies(
      `  critical: [{ at: opening, tell: ion }, { at: 100% of response, tell: assignee }, { at: 2h, tell: ion }]\n${others}`,
    );
    expect(hearing(next, opened(next), hour + 1)).toEqual(['ion']);
    const vain = withPolicies(
      `  critical: [{ at: opening, tell: ion }, { at: 100% of response, tell: assignee }, { at: 2h, tell: assignee }]\n${others}`,
    );
    expect(hearing(vain, opened(vain), hour + 1)).toEqual(['ion']);
  });
});

describe('no policy at all', () => {
  const emergency = shop((text) => `${text}emergency: { contacts: [eva, lead] }\n`);
  const p4 = (by: Rules) => opened(by, { severity: 'P4' });
  test('the emergency contacts are told', () =>
    expect(told(p4(emergency), 'response', 2 * day + 1, emergency)).toEqual(['eva', 'ana']));
  test('whoever has it is told instead', () => {
    const mine = doing(emergency, p4(emergency), 'assign', 0, { to: 'ion' });
    expect(told(mine, 'response', 2 * day + 1, emergency)).toEqual(['ion']);
  });
  test('a plan without such contacts has nobody to tell', () =>
    expect(told(p4(rules), 'response', 2 * day + 1)).toEqual([]));
  test('nobody is told during a snooze', () => {
    const late = passing(emergency, p4(emergency), 47 * hour);
    const snoozed = doing(emergency, late, 'snooze', 47 * hour, { reason: 'x', until: late.openedAt + 49 * hour });
    expect(told(snoozed, 'response', 48 * hour + minute, emergency)).toEqual([]);
  });
});

describe('a promise that is broken because the ticket is called something else', () => {
  const reclassified = (more = {}, by = rules) =>
    doing(by, opened(by, { severity: 'P4', ...more }), 'reclassify', 5 * hour, { severity: 'P1' });
  test('is told by the steps of its policy', () => {
    const raised = reclassified();
    expect(event(raised, 'breached:response')?.notify).toEqual([]);
    expect(event(raised, 'escalated:critical:3')?.notify).toEqual(['ana', 'ion', 'eva']);
  });
  test('else to whoever is in charge', () => {
    const plain = withPolicies(`  critical: [{ at: opening, tell: ion }]\n${others}`);
    const raised = reclassified({}, plain);
    expect(event(raised, 'breached:response')?.notify).toEqual(['ion']);
    expect(event(raised, 'breached:resolution')?.notify).toEqual(['ion']);
  });
  test('also where it was kept, but later than is promised now: no step speaks of that', () => {
    const bare = shop((text) => text.replace('P4: { response: 48h }', 'P4: { resolution: 48h }'));
    const kept = doing(bare, opened(bare, { severity: 'P4' }), 'acknowledge', 2 * hour, {});
    const raised = doing(bare, kept, 'reclassify', 3 * hour, { severity: 'P1' });
    expect(event(raised, 'breached:response')?.notify).toEqual(['ion', 'eva']);
  });
});

describe('of a type that none may see whom the policy tells', () => {
  const types = 'types: { incident: {}, security: { for: eva }, task: {} }';
  const hidden = (more = '') => shop((text) => text.replace('types: [incident, security, task]', types) + more);
  const p2 = (by: Rules) => opened(by, { severity: 'P2', type: 'security' });
  test('those are told whom it is for', () =>
    expect(told(p2(hidden()), 'response', 5 * hour, hidden())).toEqual(['eva']));
  test('nor may the assignee, they are told, too', () => {
    const theirs = doing(hidden(), p2(hidden()), 'assign', 0, { to: 'eva' });
    expect(told({ ...theirs, assignee: 'ion' }, 'response', 5 * hour, hidden())).toEqual(['eva']);
  });
  test('they are told that the policy was in vain, when nobody else is', () => {
    const by = hidden('emergency: { contacts: [ana] }\n');
    expect(event(passing(by, p2(by), 0), 'exhausted:mild')!.notify).toEqual(['eva']);
  });
});
