/** Who is told besides the people of a plan: requesters, watchers, affected users and subscribers, each by the address they have when it is sent. */
import { afterEach, beforeEach, expect, test } from 'vitest';

import { mailTo } from '../../channels/mail.ts';
import { participantsOf } from '../../db/participants.ts';
import { insertNotifications } from '../../db/notifications.ts';
import { insertSubscriber } from '../../db/subscribers.ts';
import { findParticipant, removeParticipant } from '../../services/incident/participant.ts';
import { deliver } from '../../services/notification/deliver.ts';
import type { Send } from '../../services/notification/message.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';

import { startShop } from './support.ts';
import type { Shop } from './support.ts';
import { happen, join } from './telling.ts';

let shop: Shop;
let smtp: Awaited<ReturnType<typeof startSmtpSink>>;
let send: Send;
beforeEach(async () => {
  [shop, smtp] = await Promise.all([startShop(), startSmtpSink()]);
  send = mailTo(smtp.url, 'Guardia <guardia@guardia.example>');
});
afterEach(async () => void (await Promise.all([shop.stop(), smtp.stop()])));

const requester = { name: 'Joe', email: 'joe@acme.example' };
/** An incident of which nothing is told by itself. */
const quiet = () => shop.open({ severity: 'P4', requester });
const subscribe = (email: string) =>
  shop.db.transaction().execute((tx) => insertSubscriber(tx, { plan: 'shop', email, name: null, added_at: 0 }));
const outcomes = async (reference: string) =>
  (await shop.whole(reference)).notifications
    .filter(({ event_key }) => event_key.startsWith('test-'))
    .map(({ recipient, outcome, error }) => `${recipient} ${outcome}${error === null ? '' : `: ${error}`}`);
const told = async (reference: string) =>
  (await outcomes(reference)).map((one) => one.split(' ')[0]!).toSorted(compare);
const compare = (a: string, b: string) => a.localeCompare(b);
const to = () => smtp.mails.map((mail) => mail.to).toSorted();

test('each of a group is told once, whoever belongs to two groups as well', async () => {
  const reference = await quiet();
  const wei = await join(shop, reference, { email: 'wei@acme.example', name: 'Wei' });
  const zoe = await join(shop, reference, { email: 'zoe@acme.example' }, 'affected');
  await join(shop, reference, { email: 'WEI@acme.example' }, 'affected');
  await join(shop, reference, { email: 'joe@acme.example' });
  const ana = await subscribe('ana@bolt.example');
  await subscribe('zoe@acme.example');
  await happen(shop, reference, { notify: ['requester', 'watchers', 'affected', 'subscribers'] });
  expect(await told(reference)).toEqual(
    [`participant:${wei}`, `participant:${zoe}`, 'requester', `subscriber:${ana.id}`].toSorted(compare),
  );
});

test('a watcher who is of the plan is told as that person, once', async () => {
  const reference = await quiet();
  await join(shop, reference, { person: 'ana' });
  await happen(shop, reference, { notify: ['ana', 'watchers'] });
  expect(await told(reference)).toEqual(['ana']);
});

test('whoever is known by name alone is told nothing', async () => {
  const reference = await quiet();
  await join(shop, reference, { name: 'Somebody in the shop' }, 'affected');
  await happen(shop, reference, { notify: ['affected'] });
  expect(await told(reference)).toEqual([]);
});

test('an incident that no requester opened has none to tell', async () => {
  const reference = await shop.open({ severity: 'P4' });
  await happen(shop, reference, { notify: ['requester', 'watchers'] });
  expect(await told(reference)).toEqual([]);
});

test('a mail goes to the address that they have when it is sent', async () => {
  const reference = await quiet();
  await join(shop, reference, { email: 'old@acme.example' });
  await happen(shop, reference, { notify: ['requester', 'watchers'] });
  await shop.db.updateTable('participant').set({ email: 'new@acme.example' }).execute();
  await deliver(shop.desk, send, reference);
  expect(to()).toEqual(expect.arrayContaining(['joe@acme.example', 'new@acme.example']));
  expect(to()).not.toContain('old@acme.example');
});

test('who is gone by then is refused, in a sentence that names nobody', async () => {
  const reference = await quiet();
  const id = await join(shop, reference, { email: 'wei@acme.example' });
  const subscriber = await subscribe('ana@bolt.example');
  await happen(shop, reference, { notify: ['requester', 'watchers', 'subscribers'] });
  await shop.db
    .transaction()
    .execute((tx) => removeParticipant(tx, reference, 'watcher', { email: 'Wei@acme.example' }));
  await shop.db.deleteFrom('subscriber').execute();
  await shop.db.updateTable('incident').set({ requester: null }).execute();
  await deliver(shop.desk, send, reference);
  expect((await outcomes(reference)).toSorted(compare)).toEqual(
    [
      `participant:${id} refused: This participant has left the incident, or has no address.`,
      'requester refused: The incident has no requester with an address any more.',
      `subscriber:${subscriber.id} refused: This subscriber has left the plan.`,
    ].toSorted(compare),
  );
});

test('their addresses stand in no event, no state and no notification', async () => {
  const reference = await quiet();
  await join(shop, reference, { email: 'wei@acme.example', name: 'Wei' });
  await happen(shop, reference, { notify: ['requester', 'watchers'] });
  const { row, events } = await shop.whole(reference);
  const rows = await shop.db.selectFrom('notification').selectAll().where('reference', '=', reference).execute();
  const kept = JSON.stringify([row!.state, events, rows]);
  for (const personal of ['wei@', 'Wei', 'joe@', 'Joe']) expect(kept).not.toContain(personal);
});

test('adding somebody twice adds one, and a later name is the better one', async () => {
  const reference = await quiet();
  const first = await join(shop, reference, { email: 'wei@acme.example' });
  const second = await join(shop, reference, { email: 'Wei@Acme.example', name: 'Wei' });
  expect(second).toBe(first);
  expect(await participantsOf(shop.db, reference)).toMatchObject([{ id: first, name: 'Wei' }]);
});

test('a participant is found by whatever is known of them', async () => {
  const reference = await quiet();
  const ids = [{ person: 'ana' }, { email: 'wei@acme.example' }, { name: 'Wei' }].map(
    async (who) => [who, await join(shop, reference, who)] as const,
  );
  for (const [who, id] of await Promise.all(ids)) {
    const found = await shop.db.transaction().execute((tx) => findParticipant(tx, reference, 'watcher', who));
    expect(found?.id).toBe(id);
  }
});

test('line breaks in a name or a title never reach the head of a mail', async () => {
  const broken = 'Joe\r\nBcc: eve@evil.example\r\n\r\nBuy';
  const reference = await shop.open({ severity: 'P4', title: broken, requester: { ...requester, name: broken } });
  await happen(shop, reference, { notify: ['requester', 'ana'] });
  await deliver(shop.desk, send, reference);
  expect(smtp.mails.length).toBeGreaterThanOrEqual(2);
  for (const { head, subject } of smtp.mails) {
    expect(head).not.toMatch(/^Bcc:/im);
    expect(subject).toContain('Joe Bcc: eve@evil.example Buy');
  }
  expect(to()).not.toContain('eve@evil.example');
});

test('what waits for one requester is not told to another, however many wait', async () => {
  const people = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ email: `${name}@acme.example` }));
  const references = await Promise.all(people.map((one) => shop.open({ severity: 'P4', requester: one })));
  for (const reference of references) await happen(shop, reference, { notify: ['requester'] });
  for (const reference of references) await deliver(shop.desk, send, reference);
  for (const [index, reference] of references.entries()) {
    const mails = smtp.mails.filter((mail) => mail.to === people[index]!.email);
    expect(mails.length).toBeGreaterThan(0);
    for (const { subject } of mails) expect(subject).toContain(`[${reference}]`);
  }
});

test('a notification may be about something else than an incident', async () => {
  const reference = 'rotation:shop/primary';
  const telling = {
    reference,
    plan: 'shop',
    event_key: 'handed',
    kind: 'handed',
    recipient: 'ana',
    due_at: 0,
    try_at: 0,
  };
  await insertNotifications(shop.db, [telling, telling]);
  const rows = await shop.db
    .selectFrom('notification')
    .select('recipient')
    .where('reference', '=', reference)
    .execute();
  expect(rows).toEqual([{ recipient: 'ana' }]);
});
