/** A mail that answers one of Guardia's, or of others about a ticket, belongs to that ticket; what it may do depends on who wrote it. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startMailShop } from './support.ts';
import type { MailShop } from './support.ts';

const joe = 'joe@acme.example';
const day = 86_400_000;
let shop: MailShop;
let many = 0;
beforeAll(async () => void (shop = await startMailShop()));
afterAll(() => shop.stop());

/** A new ticket of Joe's, and the confirmation that he had. */
async function asked(messageId?: string) {
  const text = `No ${++many}`;
  const { reference } = await shop.mail({ subject: 'The till is down', text, ...(messageId && { messageId }) });
  const told = await shop.told(reference!);
  return { reference: reference!, told, confirmation: told.get(joe)! };
}
const newest = async (reference: string) => (await shop.whole(reference)).events.at(-1)!;

test('an answer of the requester is theirs, with what is new in it, and reopens what was resolved', async () => {
  const { reference, confirmation } = await asked();
  expect(confirmation.replyTo).toMatch(/^support\+sho-\d+\.[0-9a-f]{20}@shop\.example$/);
  await shop.act(reference, 'resolve', { note: 'Plugged in.' });
  const text = 'Still down.\n\nOn Mon, 1 Mar 2027 at 10:00, Shop <support@shop.example> wrote:\n> We have it.\n';
  const heard = await shop.mail({ ...shop.answering(confirmation), text });
  expect(heard).toMatchObject({ outcome: 'replied', reference });
  const { kind, by, text: words, data } = await newest(reference);
  expect({ kind, by, words, data }).toMatchObject({
    kind: 'replied',
    by: 'requester',
    words: { text: 'Still down.', whole: text.trim() },
    data: { channel: 'email', reopened: true },
  });
  expect((await shop.row(reference)).status).toBe('in_progress');
});

test.each([
  ['the thread of Guardia', ({ thread }: { thread: string | null }) => ({ references: thread! })],
  ['one mail of Guardia', ({ messageId }: { messageId: string }) => ({ inReplyTo: messageId })],
  ['the own mail', () => ({ inReplyTo: '<first@acme.example>' })],
])('without the signed address it is found by %s', async (_, head) => {
  const { reference, confirmation } = await asked('<first@acme.example>');
  await shop.db.updateTable('mail').set({ message_id: '<older@x>' }).where('reference', '!=', reference).execute();
  const heard = await shop.mail({ ...head(confirmation), subject: 'Re: something', text: 'Well?' });
  expect(heard).toMatchObject({ outcome: 'replied', reference });
});

test('the reference in a subject counts for those who have to do with the ticket, for others it is a new one', async () => {
  const { reference } = await asked();
  expect(await shop.mail({ subject: `Re: [${reference}] x`, text: 'It is me.' })).toMatchObject({
    outcome: 'replied',
    reference,
  });
  const other = await shop.mail({ from: 'eve@else.example', subject: `Re: [${reference}] x` });
  expect(other.outcome).toBe('opened');
  expect(other.reference).not.toBe(reference);
});

test('somebody of the plan answers in public with the address that they were mailed, and it is the first answer', async () => {
  const { reference, told } = await asked();
  await shop.act(reference, 'assign', { to: 'ion' });
  const page = (await shop.told(reference)).get('ion@shop.example') ?? told.get('ion@shop.example')!;
  const heard = await shop.mail({ ...shop.answering(page), from: 'Ion <ion@shop.example>', text: 'On my way.' });
  expect(heard).toMatchObject({ outcome: 'answered', reference });
  expect(await newest(reference)).toMatchObject({
    kind: 'commented',
    by: 'ion',
    data: { public: true },
    text: { text: 'On my way.' },
  });
  expect(
    (await shop.row(reference)).state.clocks.find(({ metric }) => metric === 'response')?.fulfilledAt,
  ).not.toBeNull();
  expect((await shop.told(reference)).get(joe)!.text).toContain('On my way.');
});

test('who only writes that they are of the plan is believed nothing: a note, that nobody outside reads', async () => {
  const { reference, confirmation } = await asked();
  const forged = { from: 'Ana <ana@shop.example>', text: 'Please send us your password.' };
  // With the requester's own signature, with none, and with one that is made up.
  for (const to of [
    confirmation.replyTo!,
    'support@shop.example',
    confirmation.replyTo!.replace(/\.\w{5}/, '.00000'),
  ]) {
    const heard = await shop.mail({ ...shop.answering(confirmation), ...forged, to });
    expect(heard).toMatchObject({ outcome: 'noted', reference });
    expect(await newest(reference)).toMatchObject({ kind: 'commented', by: 'mail', data: { public: false } });
  }
  expect((await shop.row(reference)).state.clocks.find(({ metric }) => metric === 'response')?.fulfilledAt).toBeNull();
  expect((await shop.told(reference)).get(joe)?.text ?? '').not.toContain('password');
});

test('a stranger in the thread is a note that says who wrote it, and told to whoever has the ticket', async () => {
  const { reference, confirmation } = await asked();
  await shop.act(reference, 'assign', { to: 'ana' });
  await shop.told(reference);
  const heard = await shop.mail({ ...shop.answering(confirmation), from: 'Bo <bo@else.example>', text: 'Me too!' });
  expect(heard).toMatchObject({ outcome: 'noted', reference });
  expect((await newest(reference)).text).toEqual({ text: 'Bo <bo@else.example>\n\nMe too!' });
  expect((await shop.told(reference)).get('ana@shop.example')!.subject).toContain(reference);
});

test('what is over for good begins again as a ticket that is related to it', async () => {
  const { reference, confirmation } = await asked();
  await shop.act(reference, 'resolve', { note: 'Plugged in.' });
  await shop.act(reference, 'close', {});
  shop.pass(8 * day);
  const heard = await shop.mail({ ...shop.answering(confirmation), text: 'Again.' });
  expect(heard.outcome).toBe('opened');
  expect(heard.reference).not.toBe(reference);
  expect((await newest(heard.reference!)).kind).toBe('linked');
});

test('what was merged goes on in the other one, as a note', async () => {
  const main = await asked();
  const { reference, confirmation } = await asked();
  await shop.act(reference, 'link', { to: main.reference, as: 'duplicate' });
  const heard = await shop.mail({ ...shop.answering(confirmation), text: 'More.' });
  expect(heard).toMatchObject({ outcome: 'noted', reference: main.reference });
});

test('a signed address is good for one ticket and one recipient, whatever is made of its capitals', async () => {
  const [one, other] = [await asked(), await asked()];
  const stolen = one.confirmation.replyTo!.replace(/sho-\d+/, other.reference.toLowerCase());
  expect((await shop.mail({ to: stolen, from: 'eve@else.example' })).outcome).toBe('opened');
  const shouted = one.confirmation.replyTo!.toUpperCase();
  expect(await shop.mail({ to: shouted })).toMatchObject({ outcome: 'replied', reference: one.reference });
});

test('Guardia’s own address takes answers, and nothing else', async () => {
  const { reference, confirmation } = await asked();
  const answer = { ...shop.answering(confirmation), to: 'guardia@guardia.example' };
  expect(await shop.mail(answer)).toMatchObject({ outcome: 'replied', reference });
  expect((await shop.mail({ to: 'guardia@guardia.example', subject: 'New' })).outcome).toBe('unclaimed');
});
