/** What no person wrote is recognised: it is not answered, opens and reopens nothing, and none of it is lost. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startMailShop } from './support.ts';
import type { MailShop } from './support.ts';

const joe = 'joe@acme.example';
let shop: MailShop;
let many = 0;
beforeAll(async () => void (shop = await startMailShop()));
afterAll(() => shop.stop());

async function asked() {
  const { reference } = await shop.mail({ subject: 'The till is down', text: `No ${++many}` });
  return { reference: reference!, confirmation: (await shop.told(reference!)).get(joe)! };
}

const automatic: readonly (readonly [string, Record<string, string>])[] = [
  ['Auto-Submitted', { 'Auto-Submitted': 'auto-replied (vacation)' }],
  ['Auto-Submitted of a program', { 'Auto-Submitted': 'auto-generated' }],
  ['Precedence', { Precedence: 'bulk' }],
  ['Precedence of an answer', { Precedence: 'auto_reply' }],
  ['X-Auto-Response-Suppress', { 'X-Auto-Response-Suppress': 'DR, OOF, AutoReply' }],
  ['X-Autoreply', { 'X-Autoreply': 'yes' }],
  ['List-Id', { 'List-Id': '<everybody.acme.example>' }],
];

test.each(automatic)('%s: no ticket, and of an answer a quiet note that reopens nothing', async (_, headers) => {
  expect((await shop.mail({ subject: 'I am away', text: `Until ${++many}`, headers })).outcome).toBe('automatic');
  const { reference, confirmation } = await asked();
  await shop.act(reference, 'assign', { to: 'ana' });
  await shop.act(reference, 'resolve', { note: 'Plugged in.' });
  await shop.told(reference);
  const heard = await shop.mail({ ...shop.answering(confirmation), text: 'I am away.', headers });
  expect(heard).toMatchObject({ outcome: 'noted', reference });
  const { row, events, notifications } = await shop.whole(reference);
  expect(row!.status).toBe('resolved');
  expect(events.at(-1)).toMatchObject({ kind: 'commented', by: 'mail', data: { public: false } });
  expect(notifications.filter(({ event_key: key }) => key === events.at(-1)!.key)).toEqual([]);
});

test('Auto-Submitted: no is a person’s', async () =>
  expect((await shop.mail({ text: 'By hand.', headers: { 'Auto-Submitted': 'no' } })).outcome).toBe('opened'));

test('an empty return path is answered by nobody', async () => {
  const raw = 'From: joe@acme.example\r\nSubject: Away\r\n\r\nAway.\r\n';
  expect((await shop.raw(raw, { from: '' })).outcome).toBe('automatic');
});

test.each([
  ['marked by it', { headers: { 'X-Guardia-Loop': 'support@other.example' } }],
  ['with an id of this house', { messageId: '<x@guardia.example>' }],
  ['from an address of the plan', { from: 'support@shop.example' }],
  ['from Guardia’s own address', { from: 'guardia@guardia.example' }],
])('a mail of Guardia that comes back is not heard: %s', async (_, options) => {
  const before = await shop.incidents();
  expect((await shop.mail({ text: `Loop ${++many}`, ...options })).outcome).toBe('loop');
  expect(await shop.incidents()).toBe(before);
});

const report = (messageId: string, action: string) =>
  [
    'From: MAILER-DAEMON@acme.example',
    'To: support@shop.example',
    'Subject: Undelivered Mail Returned to Sender',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'I am sorry.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; acme.example',
    '',
    `Final-Recipient: rfc822; ${joe}`,
    `Action: ${action}`,
    'Diagnostic-Code: smtp; 550 5.1.1 no such user',
    '--b',
    'Content-Type: message/rfc822',
    '',
    `Message-ID: ${messageId}`,
    'Subject: x',
    '',
    'x',
    '--b--',
    '',
  ].join('\r\n');

test('a mail that comes back stands where it was told, and as a quiet note; one that is late changes nothing', async () => {
  const { reference, confirmation } = await asked();
  const told = async () =>
    (await shop.whole(reference)).notifications.find(({ recipient }) => recipient === 'requester')!;
  const to = confirmation.replyTo!;
  expect(await shop.raw(report(confirmation.messageId, 'delayed'), { from: '', to })).toMatchObject({
    outcome: 'bounce',
    reference,
  });
  expect(await told()).toMatchObject({ outcome: 'sent' });
  expect(
    await shop.raw(report(confirmation.messageId, 'failed'), { from: '', to: 'guardia@guardia.example' }),
  ).toMatchObject({ outcome: 'bounce' });
  expect(await told()).toMatchObject({ outcome: 'refused', error: 'It came back: smtp; 550 5.1.1 no such user' });
  expect((await shop.whole(reference)).events.map(({ kind }) => kind)).toEqual(['opened', 'commented']);
});

test('Guardia’s own mails say that they are automatic, so that two Guardias do not talk for ever', async () => {
  const { startSmtpSink } = await import('../support/smtp-sink.ts');
  const { mailTo } = await import('../../channels/mail.ts');
  const sink = await startSmtpSink();
  const { confirmation } = await asked();
  await mailTo(sink.url, 'Guardia <guardia@other.example>')(confirmation);
  const { head } = sink.mails[0]!;
  expect(head).toMatch(/^Auto-Submitted: auto-generated\r$/m);
  expect(head).toMatch(/^Reply-To: support\+/m);
  expect((await shop.raw(`${head}\r\n\r\nx`)).outcome).toBe('loop');
  await sink.stop();
});
