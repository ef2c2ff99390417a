/** Whoever is told without having an account hears no more by one click in a mail, or by their mail program's own button. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { shopPlan } from '../domain/support.ts';
import { visitor } from '../support/visitor.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const [sub, wei] = ['sub@acme.example', 'wei@acme.example'];
let world: World;
let reference: string;
beforeAll(async () => {
  world = await startWorld({
    plan: shopPlan((text) => `${text}communication: [{ when: { severity: P4 }, tell: [all users, affected users] }]\n`),
  });
  expect((await world.request('POST', '/api/subscribers', { plan: world.plan, email: sub })).status).toBe(201);
  reference = await world.openIncident({ title: 'The till is down', severity: 'P4' });
  await world.act(reference, 'watch', { email: wei, as: 'affected' });
});
afterAll(() => world.stop());

const tell = (text: string) => world.act(reference, 'comment', { text, public: true });
const count = (address: string) => world.mailsTo(address).length;
const linkTo = (address: string) => /\/leave\/[\w.-]+/.exec(world.mailsTo(address).at(-1)!.text)![0];

test('a subscriber opens the link, which asks, and presses the button', async () => {
  const { get, post } = visitor(world);
  const link = linkTo(sub);
  expect((await get(link)).text).toContain('Do you want to hear no more of “Shop”?');
  await tell('Half of it works.');
  expect(count(sub)).toBe(2);
  expect((await post(link)).text).toContain('You will hear no more of “Shop”.');
  await tell('More of it works.');
  expect(count(sub)).toBe(2);
  expect((await post(link)).status).toBe(200);
});

test('a mail program does it for who is affected, and the record says so', async () => {
  const { head } = world.mailsTo(wei).at(-1)!;
  expect(head).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m);
  const [, link] = /^List-Unsubscribe:\s+<http:\/\/guardia\.example(\/leave\/[^>]+)>/m.exec(head)!;
  const before = count(wei);
  await visitor(world).post(link!, { 'List-Unsubscribe': 'One-Click' }, { origin: '' });
  await tell('All of it works.');
  expect(count(wei)).toBe(before);
  expect(await world.kinds(reference)).toContain('unwatched');
  expect((await world.request('GET', `/api/incidents/${reference}/events`)).status).toBe(200);
});

test('who asked, or works on it, has no such link, and a forged one leads nowhere', async () => {
  const asked = await world.openIncident({ severity: 'P4', requester: { email: 'joe@acme.example' } });
  expect(world.mailsTo('joe@acme.example').at(-1)!.text).toContain(asked);
  for (const { text, head } of world.mailsTo('joe@acme.example')) expect(`${head}${text}`).not.toContain('/leave/');
  const { get, post } = visitor(world);
  expect((await get(`${linkTo(wei)}x`)).status).toBe(404);
  expect((await post('/leave/x')).status).toBe(404);
});
