/** Who asked for help follows, answers, reopens and rates their ticket by the link in their mail, without an account or a script. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { shopPlan } from '../domain/support.ts';
import { visitor } from '../support/visitor.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const minutes = 60_000;
const days = 24 * 60 * minutes;
const joe = 'joe@acme.example';
let world: World;
let browser: ReturnType<typeof visitor>;
beforeAll(async () => {
  const plan = shopPlan(
    (text) => `${text}surveys: { csat: { after: closing, question: How was it?, valid: 3 days } }\n`,
  );
  world = await startWorld({ plan });
  browser = visitor(world);
});
afterAll(() => world.stop());

const ask = (more: object = {}) =>
  world.openIncident({ title: 'The <till> is down', severity: 'P4', requester: { name: 'Joe', email: joe }, ...more });
/** The path of the link in the newest mail to Joe. */
const link = () => /http:\/\/guardia\.example(\/requests\/[\w.-]+)/.exec(world.mailsTo(joe).at(-1)!.text)![1]!;
const anonymous = { cookie: '', origin: 'null' };
const send = async (path: string, form: Record<string, string>) => {
  const answer = await browser.post(path, form, anonymous);
  return answer.status === 303 ? browser.get(answer.headers.get('location')!) : answer;
};
const kinds = (reference: string) => world.kinds(reference);

test('the page says where it stands and when to expect an answer, and runs no script', async () => {
  const reference = await ask({ description: 'It says 42.' });
  const { status, text, headers } = await browser.get(link());
  expect(status).toBe(200);
  expect(text).toContain(`${reference} The &lt;till&gt; is down`);
  expect(text).toContain('We will answer by');
  expect(text).toContain('It says 42.');
  expect(text).not.toContain('<script');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
});

test('what is said among those who work on it, and addresses, are not there', async () => {
  const reference = await ask();
  const page = link();
  await world.act(reference, 'comment', { text: 'Between us: a mess.', public: false });
  await world.act(reference, 'comment', { text: 'We <b>look</b> at it.', public: true });
  await world.act(reference, 'start');
  await world.act(reference, 'hold', { reason: 'Eva is at lunch.' });
  const { text } = await browser.get(page);
  expect(text).toContain('We &lt;b&gt;look&lt;/b&gt; at it.');
  for (const secret of ['Between us', 'lunch', '@shop.example', joe, 'P4']) expect(text).not.toContain(secret);
});

test('a ticket that only some may see is still its requester’s', async () => {
  await ask({ type: 'security' });
  expect((await browser.get(link())).status).toBe(200);
});

test('an answer arrives, once however often it is sent', async () => {
  const reference = await ask();
  const form = { key: 'reply-1', text: 'It works at night.' };
  const sent = await send(`${link()}/reply`, form);
  expect(sent.text).toContain('Thank you: your message has arrived.');
  expect(sent.text).toContain('It works at night.');
  await send(`${link()}/reply`, form);
  expect((await world.events(reference)).filter(({ kind }) => kind === 'replied')).toEqual([
    expect.objectContaining({ by: 'requester' }),
  ]);
});

test('nothing is sent without words, and what was typed is still there when it is too much', async () => {
  const reference = await ask();
  const empty = await send(`${link()}/reply`, { text: '  ' });
  expect([empty.status, empty.text.includes('Write something first')]).toEqual([422, true]);
  const long = await send(`${link()}/reply`, { text: 'x'.repeat(20_001) });
  expect([long.status, long.text.includes('x'.repeat(20_001))]).toEqual([422, true]);
  expect(await kinds(reference)).toEqual(['opened']);
});

test('what is resolved is reopened with a word, inside the window and not after it', async () => {
  const reference = await ask();
  await world.act(reference, 'resolve', { note: 'Plugged in.' });
  const reopened = await send(`${link()}/reopen`, { text: 'It is down again.' });
  expect(reopened.text).toContain('It is open again; we are looking after it.');
  expect((await world.show(reference)).status).toBe('in_progress');
  await world.act(reference, 'resolve', { note: 'Plugged in again.' });
  await world.act(reference, 'close');
  const page = link();
  await world.travel(8 * days);
  const late = await send(`${page}/reopen`, { text: 'And again.' });
  expect([late.status, late.text.includes('no longer possible')]).toEqual([409, true]);
  expect((await browser.get(page)).text).not.toContain('/reopen');
});

test('a mark in a mail is chosen on a page; only sending it rates, and the last one counts', async () => {
  const reference = await ask();
  await world.act(reference, 'resolve', { note: 'Plugged in.' });
  await world.act(reference, 'close');
  const four = /http:\/\/guardia\.example(\/requests\/\S+\/rate\/4)/.exec(world.mailsTo(joe).at(-1)!.text)![1]!;
  const { text } = await browser.get(four);
  expect(text).toMatch(/value="4"\s+required\s+checked/);
  expect(await kinds(reference)).not.toContain('rated');
  await send(`${link()}/rate`, { score: '4', text: 'Quick.' });
  const again = await send(`${link()}/rate`, { score: '5', text: '' });
  expect(again.text).toContain('Thank you for your mark.');
  expect(again.text).toMatch(/value="5"\s+required\s+checked/);
  expect(
    (await world.events(reference)).filter(({ kind }) => kind === 'rated').map(({ data }) => data['score']),
  ).toEqual([4, 5]);
  expect((await send(`${link()}/rate`, { score: '9' })).status).toBe(409);
  const page = link();
  await world.travel(4 * days);
  expect((await browser.get(page)).text).not.toContain('/rate');
  expect((await send(`${page}/rate`, { score: '1' })).status).toBe(409);
});

test('a link that was altered, or whose ticket has long ended, is refused in the reader’s language', async () => {
  await ask();
  const page = link();
  for (const path of [`${page}x`, '/requests/x', '/requests/%00', page.replace('requests', 'acknowledge')])
    for (const method of ['get', 'post'] as const) {
      const answer =
        method === 'get'
          ? await browser.get(path, { 'accept-language': 'ro' })
          : await browser.post(`${path}/reply`, { text: 'x' }, { ...anonymous, 'accept-language': 'ro' });
      expect([path, answer.status]).toEqual([path, 404]);
    }
  expect((await browser.get(`${page}x`, { 'accept-language': 'ro' })).text).toContain('Acest link nu este valid');
});
