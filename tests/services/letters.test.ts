/** What who asked for help is mailed: when to expect an answer, what was said in public, how to come back, and nothing else. */
import { afterEach, beforeEach, expect, test } from 'vitest';

import { applyPlan } from '../../services/plan/apply.ts';
import { shopPlan } from '../domain/support.ts';

import { startPost, stranger, joe } from './post.ts';
import { join } from './telling.ts';

let post: Awaited<ReturnType<typeof startPost>>;
beforeEach(async () => {
  post = await startPost();
});
afterEach(() => post.stop());
const wei = 'wei@acme.example';

test('a confirmation says the reference and when to expect an answer, the zone named', async () => {
  post.at('2027-03-08T10:00:00+02:00');
  const { reference, mail } = await post.opened({ severity: 'P1' });
  expect(mail.subject).toBe(`[${reference}] The till is down`);
  for (const body of [mail.text, mail.html]) {
    expect(body).toContain(`“The till is down”. Its reference is ${reference}.`);
    expect(body).toContain('We will answer by Mon, 8 Mar 2027, 10:30 EET at the latest.');
  }
});

test('outside of the hours in which the promise counts it says so, and when we open', async () => {
  post.at('2027-03-07T12:00:00+02:00');
  const { mail } = await post.opened({ severity: 'P3', requester: stranger });
  expect(mail.text).toContain('We are closed at the moment and open again on Mon, 8 Mar 2027, 09:00 EET.');
  expect(mail.text).toContain('We will answer by Mon, 8 Mar 2027, 17:00 EET at the latest.');
});

test('where no time is promised it says so', async () => {
  const without = shopPlan((text) => text.replace('P4: { response: 48h }', 'P4: { resolution: 48h }'));
  await applyPlan(post.shop.desk, without, 'admin');
  const { mail } = await post.opened({ requester: stranger });
  expect(mail.text).toContain('We have promised no time for the answer to such a request');
});

test('a channel that nobody attends just then is named as such, unless the promise comes sooner', async () => {
  post.at('2027-03-07T12:00:00+02:00');
  await post.plan('channels: { chat: { hours: office } }\n');
  const soon = await post.opened({ channel: 'chat', requester: joe });
  expect(soon.mail.text).not.toContain('Nobody attends this channel');
  const slow = await post.opened({ channel: 'chat', requester: stranger });
  expect(slow.mail.text).toContain(
    'Nobody attends this channel at the moment; somebody does again from Mon, 8 Mar 2027, 09:00 EET.',
  );
});

test.each([
  ['es', 'Hemos recibido la solicitud «The till is down».'],
  ['pt-BR', 'Recebemos sua solicitação “The till is down”.'],
  ['ro', 'Am primit solicitarea dumneavoastră „The till is down”.'],
])('in the language of a plan in %s', async (locale, sentence) => {
  await post.plan('', locale);
  const { mail } = await post.opened();
  expect(mail.text).toContain(sentence);
  expect(mail).toMatchObject({ language: locale });
  expect(mail.head).toMatch(/^Auto-Submitted: auto-generated/m);
});

test('a public answer is told word by word, as text and not as markup', async () => {
  const { reference } = await post.opened();
  const text = 'Try <b>this</b>:\n\n1. off & on';
  const mail = await post.told(reference, { notify: ['requester'], data: { public: true }, text: { text } });
  expect(mail!.text).toContain(text);
  expect(mail!.html).toContain('Try &lt;b&gt;this&lt;/b&gt;:');
  expect(mail!.html).not.toContain('<b>');
});

test('an internal note reaches nobody outside, even where somebody asks for it', async () => {
  const { reference } = await post.opened();
  const id = await join(post.shop, reference, { email: wei });
  await join(post.shop, reference, { email: 'zoe@acme.example' }, 'affected');
  await post.told(reference, {
    notify: ['requester', 'watchers', 'affected', 'ana'],
    data: { public: false },
    text: { text: 'Their disk is a mess.' },
  });
  expect(post.smtp.mails.map(({ to }) => to)).toEqual(['ana@shop.example']);
  const { notifications } = await post.shop.whole(reference);
  expect(notifications.find(({ recipient }) => recipient === `participant:${id}`)).toMatchObject({
    outcome: 'refused',
  });
});

test('of what the staff write on resolving nothing is told, but how to come back', async () => {
  const { reference } = await post.opened();
  await post.shop.act(reference, 'resolve', { note: 'Joe had it unplugged.' });
  const mail = await post.told(reference, {
    kind: 'resolved',
    notify: ['requester'],
    text: { note: 'Joe had it unplugged.' },
  });
  expect(mail!.text).toContain(`“The till is down” (${reference}) is resolved.`);
  expect(mail!.text).toMatch(/answer or reopen it until .* on its page\./);
  expect(mail!.text).not.toContain('unplugged');
});

test('after closing they are asked, by one link for each mark', async () => {
  await post.plan('surveys: { csat: { after: closing, question: How was it?, out of: 3 } }\n');
  const { reference } = await post.opened();
  const mail = await post.told(reference, { kind: 'closed', notify: ['requester'] });
  expect(mail!.text).toContain('How was it? 1 is the worst mark, 3 the best.');
  const links = [...mail!.text.matchAll(/^(\d): (http:\/\/guardia\.example\/requests\/[\w.-]+)\/rate\/(\d)$/gm)];
  expect(links.map(([, label, , mark]) => [label, mark])).toEqual([
    ['1', '1'],
    ['2', '2'],
    ['3', '3'],
  ]);
});

test('others who follow it are asked nothing, and have no link to what is not theirs', async () => {
  await post.plan('surveys: { csat: { after: closing } }\n');
  const { reference } = await post.opened();
  await join(post.shop, reference, { email: wei });
  const mail = await post.told(reference, { kind: 'closed', notify: ['watchers'] }, wei);
  expect(mail!.text).toContain('is closed.');
  expect(mail!.text.match(/http\S+/g)).toEqual([expect.stringMatching(/\/leave\//)]);
});

test('what somebody wrote is not read as a name in braces again', async () => {
  const { reference } = await post.opened({ title: 'All of {reference} {severity}' });
  const mail = await post.told(reference, {
    notify: ['requester'],
    data: { public: true },
    text: { text: 'See {link}' },
  });
  expect(mail!.text).toContain('“All of {reference} {severity}”');
  expect(mail!.text).toContain('See {link}');
});
