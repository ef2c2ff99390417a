/** By which channels who is told: as the plan says, by severity and hour, and what only some may see nowhere else. */
import { describe, expect, test } from 'vitest';

import { fireDue } from '../../domain/incident/due.ts';
import type { Incident } from '../../domain/incident/incident.ts';

import { doing, minute, monday, opened, passing, shop } from './support.ts';

const integrations = `integrations:
  slack: { kind: slack, url: "https://hooks.example/x" }
  sms: { kind: sms, url: "https://sms.example/x" }
  pd: { title: PagerDuty, kind: pagerduty, url: https://pager.example/v2/enqueue, key: K }
  hook: { kind: webhook, url: "https://hook.example/x", key: K, events: [opened, resolved] }
`;
const withPeople = (people: string, more = '') =>
  shop(
    (text) =>
      text.replace(/ {2}ion: .*\n/, `  ion: { name: Ion, email: ion@shop.example, ${people} }\n`) + integrations + more,
  );
/** Opened, and its first step taken. */
const begun = (...[rules, more, at = monday]: Parameters<typeof opened>) => fireDue(rules, opened(rules, more, at), at);
const ways = (incident: Incident, kind: string) =>
  incident.events
    .filter((event) => event.kind === kind)
    .flatMap(({ notify, via = {} }) => notify.map((one) => `${one} ${(via[one] ?? ['mail']).join('+')}`))
    .toSorted();

describe('a person', () => {
  const notify = `notify: [{ when: { severity: P1 }, hours: office, via: [slack] }, { when: { severity: P1 }, via: [sms, email] }]`;
  test('is paged as the first row says that fits the severity and the hour', () => {
    const rules = withPeople(notify);
    expect(ways(begun(rules), 'escalated')).toEqual(['eva mail', 'ion slack']);
    const night = begun(rules, {}, monday - 8 * 60 * minute);
    expect(ways(night, 'escalated')).toEqual(['eva mail', 'ion sms+mail']);
    expect(ways(begun(rules, { severity: 'P2' }), 'escalated')).toEqual(['ion mail']);
  });
  test('reads by mail what asks nobody to come', () => {
    const rules = withPeople(notify, 'communication: [{ when: { severity: P1 }, tell: ion }]\n');
    expect(ways(opened(rules), 'announced')).toEqual(['ion mail']);
  });
  test('with a pager is paged by it beside mail, by its name or its title', () => {
    for (const pager of ['pd', 'PagerDuty', 'pagerduty'])
      expect(ways(begun(withPeople(`pager: ${pager}`)), 'escalated')).toContain('ion mail+pd');
  });
  test('whose pager is no integration is told by mail', () =>
    expect(ways(begun(withPeople('pager: "+40 700 000 000"')), 'escalated')).toEqual(['eva mail', 'ion mail']));
});

describe('an integration', () => {
  const telling = (tell: string) =>
    shop((text) => text.replace('{ at: opening, tell: [support] }', `{ at: opening, tell: ${tell} }`) + integrations);
  test('is told by a step', () =>
    expect(ways(begun(telling('[support, integration slack]')), 'escalated')).toEqual([
      'eva mail',
      'integration:slack slack',
      'ion mail',
    ]));
  test('hears of the events that it asks for', () => {
    const rules = telling('[support]');
    const incident = doing(rules, begun(rules), 'resolve', minute, { note: 'Done' });
    expect(ways(incident, 'opened')).toContain('integration:hook hook');
    expect(ways(incident, 'resolved')).toContain('integration:hook hook');
    expect(ways(incident, 'escalated').join()).not.toContain('hook');
  });
  test('that pages hears how the incident goes on, and one that does not page does not', () => {
    const rules = withPeople('pager: pd');
    const paged = begun(rules);
    const acknowledged = doing(rules, paged, 'acknowledge', minute, {});
    const resolved = doing(rules, acknowledged, 'resolve', 2 * minute, { note: 'Done' });
    expect(ways(resolved, 'acknowledged')).toContain('integration:pd pd');
    expect(ways(resolved, 'resolved')).toContain('integration:pd pd');
    const unpaged = doing(rules, begun(rules, { severity: 'P4' }), 'resolve', minute, { note: 'Done' });
    expect(ways(unpaged, 'resolved').join()).not.toContain('pd');
  });
  const secret = (more: string) =>
    shop(
      (text) =>
        text
          .replace(
            'types: [incident, security, task]',
            `types: { incident: {}, task: {}, security: { for: [ana${more}] } }`,
          )
          .replace('{ at: opening, tell: [support] }', '{ at: opening, tell: [ana, integration slack] }') +
        integrations,
    );
  test('hears nothing of what only some may see', () => {
    const incident = begun(secret(''), { type: 'security' });
    expect([...ways(incident, 'opened'), ...ways(incident, 'escalated')]).toEqual(['ana mail']);
  });
  test('hears of it where the type is for it, too', () =>
    expect(ways(begun(secret(', integration slack'), { type: 'security' }), 'escalated')).toEqual([
      'ana mail',
      'integration:slack slack',
    ]));
  test('hears of it where it names the type, and then of no other', () => {
    const rules = shop(
      (text) =>
        text.replace('types: [incident, security, task]', 'types: { incident: {}, task: {}, security: { for: ana } }') +
        integrations.replace('events: [opened', 'types: security, events: [opened'),
    );
    expect(ways(begun(rules, { type: 'security' }), 'opened')).toEqual(['integration:hook hook']);
    expect(ways(begun(rules), 'opened')).toEqual([]);
  });
});

describe('a message of the plan', () => {
  const said = (via: string, tell = 'lead') =>
    shop(
      (text) => `${text}${integrations}channels: { correo: {} }
communication: [{ when: { severity: P1 }, tell: ${tell}, via: ${via} }]\n`,
    );
  test('goes by the integration that it names, to the people of the plan', () =>
    expect(ways(begun(said('slack')), 'announced')).toEqual(['ana slack']));
  test('goes by mail, too, where it names another channel', () =>
    expect(ways(begun(said('[slack, correo]')), 'announced')).toEqual(['ana slack+mail']));
  test('to people outside goes by mail, and is posted beside', () =>
    expect(ways(begun(said('slack', 'all users')), 'announced')).toEqual([
      'integration:slack slack',
      'subscribers mail',
    ]));
  test('without one goes by mail', () => expect(ways(begun(said('correo')), 'announced')).toEqual(['ana mail']));
});

test('what repeats an escalation pages again, under another key', () => {
  const rules = withPeople('pager: pd');
  const late = passing(rules, opened(rules), 61 * minute);
  expect(ways(late, 'escalated').filter((one) => one === 'ion mail+pd')).toHaveLength(2);
});
