/** What the plan tells people about a ticket, when, and to whom. */
import { expect, test } from 'vitest';

import type { Incident } from '../../domain/incident/incident.ts';

import { doing, hour, minute, opened, shop } from './support.ts';

const rules = shop((text) =>
  `${text}communication:
  - { when: { type: [incident, security], severity: P1 }, tell: all users, within: 15m, closing: over }
  - { when: { severity: P2 }, tell: affected users, closing: over }
  - { when: { severity: P1 }, tell: lead, at: acknowledge }
  - { when: { severity: P4 }, tell: requester, at: workaround }
templates: { over: { body: Over } }
reviews: { access: { every: month, owner: ana, severity: P1, type: incident } }
`.replace('types: [incident, security, task]', 'types: { incident: {}, security: { for: lead }, task: {} }'),
);
const restricted = shop((text) =>
  `${text}communication: [{ when: { severity: P1 }, tell: [all users, lead, ion] }]\n`.replace(
    'types: [incident, security, task]',
    'types: { incident: {}, security: { for: lead }, task: {} }',
  ),
);
const said = ({ events, openedAt }: Incident) =>
  events
    .filter(({ kind }) => kind === 'announced')
    .map(({ data, dueAt, notify }) => [
      data['communication'],
      data['message'],
      (dueAt! - openedAt) / minute,
      notify.join(' '),
    ]);

test('the first message, an update for each public word, and the end of it', () => {
  const first = opened(rules);
  expect(said(first)).toEqual([[0, 'first', 15, 'subscribers']]);
  const inner = doing(rules, first, 'comment', minute, { text: 'Hm.', public: false });
  const update = doing(rules, inner, 'comment', hour, { text: 'Soon.', public: true });
  expect(said(update)[1]).toEqual([0, 'update', 60, 'subscribers']);
  const over = doing(rules, update, 'resolve', 2 * hour, { note: 'Done.' });
  expect(said(over).slice(2)).toEqual([[0, 'closing', 120, 'subscribers']]);
  const after = doing(rules, over, 'comment', 3 * hour, { text: 'Sorry.', public: true });
  expect(said(after)).toHaveLength(3);
});

test('at its own moment, once', () => {
  const known = doing(rules, opened(rules), 'acknowledge', minute, {});
  expect(said(known)[1]).toEqual([2, 'first', 1, 'ana']);
  const asked = opened(rules, { severity: 'P4', requester: 'joe@acme.example' });
  expect(said(doing(rules, asked, 'workaround', minute, { text: 'The other door.' }))).toEqual([
    [3, 'first', 1, 'requester'],
  ]);
});

test('what becomes grave later is announced then; what is cancelled before anybody was told is not', () => {
  const mild = opened(rules, { severity: 'P3' });
  const grave = doing(rules, mild, 'reclassify', 10 * minute, { severity: 'P1' });
  expect(said(grave)).toEqual([[0, 'first', 25, 'subscribers']]);
  expect(said(doing(rules, grave, 'cancel', 20 * minute, { reason: 'A test.' }))).toContainEqual([
    0,
    'closing',
    20,
    'subscribers',
  ]);
  expect(said(doing(rules, mild, 'cancel', minute, { reason: 'A test.' }))).toEqual([]);
});

test('who is written to because of the act itself gets no news besides', () => {
  const affected = opened(rules, { severity: 'P2', requester: 'joe@acme.example' });
  expect(said(affected)).toEqual([[1, 'first', 0, 'requester affected watchers']]);
  expect(said(doing(rules, affected, 'comment', minute, { text: 'Soon.', public: true }))).toHaveLength(1);
});

test('of a restricted type only those hear who may see it', () => {
  expect(said(opened(restricted, { type: 'security' }))).toEqual([[0, 'first', 0, 'ana']]);
  expect(said(opened(restricted))).toEqual([[0, 'first', 0, 'subscribers ana ion']]);
});
