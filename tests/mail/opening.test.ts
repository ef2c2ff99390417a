/** A mail to an address of a plan becomes a ticket of whoever wrote it. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { mailPlan, startMailShop } from './support.ts';
import type { MailShop } from './support.ts';

let shop: MailShop;
beforeAll(async () => void (shop = await startMailShop()));
afterAll(() => shop.stop());

test('the writer is the requester, their customer gives the tier, the address the severity and the channel', async () => {
  const { outcome, reference } = await shop.mail({
    subject: 'RE: Fwd: [EXT] The till is down',
    text: 'Since 9:00.\n\n-- \nJoe',
  });
  expect(outcome).toBe('opened');
  expect(await shop.row(reference!)).toMatchObject({
    title: '[EXT] The till is down',
    description: 'Since 9:00.\n\n-- \nJoe',
    requester: { name: 'Joe', email: 'joe@acme.example' },
    customer: 'acme',
    tier: 'gold',
    severity: 'P3',
    type: 'incident',
    channel: 'email',
  });
  const { events, notifications } = await shop.whole(reference!);
  expect(events.map(({ kind, by }) => [kind, by])).toEqual([['opened', 'requester']]);
  expect(notifications.map(({ recipient }) => recipient)).toContain('requester');
});

test('HTML is made readable, without what would be loaded or run', async () => {
  const { reference } = await shop.mail({
    text: undefined,
    html: '<h1>Help</h1><p>It says <b>42</b>.</p><script>alert(1)</script><img src="https://track.example/x.png">',
  });
  expect((await shop.row(reference!)).description).toBe('Help\n\nIt says 42.');
});

test('names and subjects in any writing, encoded (RFC 2047) or not (RFC 6532), are read', async () => {
  const encoded = await shop.mail({
    from: { name: 'Ștefan Łukasz', address: 'stefan@acme.example' },
    subject: '問題があります — año',
  });
  expect(await shop.row(encoded.reference!)).toMatchObject({
    title: '問題があります — año',
    requester: { name: 'Ștefan Łukasz' },
  });
  const plain = await shop.raw(
    'From: Ștefan <stefan@acme.example>\r\nSubject: Nu merge ținta\r\nMessage-ID: <u1@x>\r\n\r\nȘi acum?\r\n',
  );
  expect(await shop.row(plain.reference!)).toMatchObject({
    title: 'Nu merge ținta',
    description: 'Și acum?',
    requester: { name: 'Ștefan' },
  });
});

test('the same mail is one, however often and to however many addresses of a plan it comes', async () => {
  const raw = 'From: joe@acme.example\r\nMessage-ID: <same@acme.example>\r\nSubject: Once\r\n\r\nOnce.\r\n';
  const before = (await shop.mails()).length;
  await shop.raw(`Received: by one\r\n${raw}`);
  await shop.raw(`Received: by two\r\n${raw}`, { to: ['support@shop.example', 'Support+again@SHOP.example'] });
  expect(await shop.mails()).toHaveLength(before + 1);
  // A sender whose ids repeat is heard all the same.
  await shop.raw(raw.replace('Once.', 'Twice.'));
  expect(await shop.mails()).toHaveLength(before + 2);
});

test('what comes to the address of a program has no requester, and nobody is answered', async () => {
  const { outcome, reference } = await shop.mail({
    to: 'alerts@shop.example',
    from: 'nagios@host.example',
    subject: 'DISK CRITICAL',
    headers: { 'Auto-Submitted': 'auto-generated' },
  });
  expect(outcome).toBe('opened');
  expect(await shop.row(reference!)).toMatchObject({ severity: 'P2', service: 'app', requester: null, channel: null });
  expect((await shop.whole(reference!)).notifications.map(({ recipient }) => recipient)).not.toContain('requester');
});

test('what a plan requires of people is not asked of a mail', async () => {
  const strict = await startMailShop({
    plan: mailPlan((text) => `${text}fields: { till: { type: text, required: true } }\n`),
  });
  try {
    expect((await strict.mail({})).outcome).toBe('opened');
  } finally {
    await strict.stop();
  }
});

test('without an own severity it is the mildest that its type can have', async () => {
  const plain = await startMailShop({ plan: mailPlan((text) => text.replace(', severity: P3 }', ' }')) });
  try {
    expect((await plain.row((await plain.mail({})).reference!)).severity).toBe('P4');
  } finally {
    await plain.stop();
  }
});
