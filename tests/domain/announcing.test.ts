/** What the plan tells people about a ticket, when, and to whom. */
import { expect, test } from 'vitest';

import type { Incident } from '../../domain/incident/incident.ts';

import { clockOf, day, doing, hour, minute, opened, shop, passing } from './support.ts';

const rules = shop((text) =>
  `${text}communication:
  - { when: { type: [incident, security], severity: P1 }, tell: all users, within: 15m, closing: over }
  - { when: { severity: P2 }, tell: affected users, closing: over }
  - { when: { severity: P1 }, tell: lead, at: acknowledge }
  - { when: { severity: P4 }, tell: [requester, ion], at: workaround, template: over }
  - { when: { type: incident, severity: P3 }, tell: [affected users, ion], at: release }
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
    [3, 'first', 1, 'ion'],
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

test('who is written to because of the act itself reads the words of the plan there, and gets no news besides', () => {
  const affected = opened(rules, { severity: 'P2', requester: 'joe@acme.example' });
  expect(said(affected)).toEqual([[1, 'first', 0, 'affected watchers']]);
  expect(affected.events[0]).toMatchObject({
    notify: expect.arrayContaining(['requester']) as unknown,
    data: { announced: { communication: 1, message: 'first' } },
  });
  const answered = doing(rules, affected, 'comment', minute, { text: 'Soon.', public: true });
  expect(said(answered)).toHaveLength(1);
  expect(answered.events.find(({ kind }) => kind === 'commented')!.data).not.toHaveProperty('announced');
  const off = doing(rules, answered, 'cancel', hour, { reason: 'A test.' });
  expect(off.events.find(({ kind }) => kind === 'cancelled')!.data).not.toHaveProperty('announced');
  const over = doing(rules, answered, 'resolve', hour, { note: 'Done.' });
  expect(over.events.find(({ kind }) => kind === 'resolved')!.data['announced']).toEqual({
    communication: 1,
    message: 'closing',
  });
});

test('of a restricted type only those hear who may see it', () => {
  expect(said(opened(restricted, { type: 'security' }))).toEqual([[0, 'first', 0, 'ana']]);
  expect(said(opened(restricted))).toEqual([[0, 'first', 0, 'subscribers ana ion']]);
});

const fixed = () =>
  doing(rules, opened(rules, { severity: 'P3', requester: 'joe@acme.example' }), 'resolve', hour, { note: 'Done.' });

test('what is documented for the next release waits for it, and is told with the version that has it', () => {
  const done = fixed();
  expect(done.awaitsRelease).toBe(true);
  const closed = doing(rules, done, 'close', 2 * hour, {});
  expect(passing(rules, closed, 60 * day).endedAt).toBeNull();
  const released = doing(rules, closed, 'release', 60 * day, { version: '2.4.1' });
  const [event] = released.events.filter(({ kind }) => kind === 'announced');
  expect(event).toMatchObject({
    notify: ['requester', 'affected', 'watchers', 'ion'],
    data: { communication: 4, message: 'first', version: '2.4.1' },
  });
  expect(released.awaitsRelease).toBe(false);
  expect(passing(rules, released, 61 * day).endedAt).not.toBeNull();
});

test('only what waits for a release can be released, and what is reopened waits for none', () => {
  const done = fixed();
  const again = doing(rules, done, 'reopen', 2 * hour, { reason: 'Still.' });
  expect(again.awaitsRelease).toBe(false);
  const twice = doing(rules, done, 'release', 2 * hour, { version: '1' });
  expect(() => doing(rules, twice, 'release', 3 * hour, { version: '2' })).toThrow(
    'Cannot release SHO-1: it is resolved; this is possible while it is resolved or closed and waiting for a release.',
  );
  const other = doing(rules, opened(rules), 'resolve', hour, { note: 'Done.' });
  expect(other.awaitsRelease).toBe(false);
});

test('news are owed as often as the plan’s messages promise, from the first answer on', () => {
  const cadence = shop(
    (text) => `${text}communication: [{ when: { severity: P4 }, tell: all users, at: acknowledge, every: 1h }]\n`,
  );
  const known = doing(cadence, opened(cadence, { severity: 'P4' }), 'acknowledge', 10 * minute, {});
  expect(clockOf(known, 'update')).toMatchObject({
    from: known.openedAt + 10 * minute,
    target: { ms: hour },
    rule: 'communication.0.every',
  });
});
