/** Many report what one outage causes: what is said in public about the outage reaches each of them, once, under the reference that they know. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { shopPlan } from '../domain/support.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const minutes = 60_000;
const restricted = (text: string) =>
  text
    .replace('types: [incident, security, task]', 'types: { incident: {}, security: { for: lead }, task: {} }')
    .replace('P2: {', 'P2: { update: 1h,');
let world: World;
beforeAll(async () => void (world = await startWorld({ plan: shopPlan(restricted) })));
afterAll(() => world.stop());

let number = 0;
async function outage(more: object = {}) {
  const parent = await world.openIncident({ severity: 'P1', title: 'The network is down', ...more });
  const email = `kim${++number}@kim.example`;
  const child = await world.openIncident({ severity: 'P2', title: 'I cannot pay', requester: { email } });
  await world.act(child, 'link', { to: parent, as: 'child' });
  await world.act(child, 'watch', { email: `lee${number}@kim.example` });
  const before = world.smtp.mails.length;
  const heard = (address: string) => world.smtp.mails.slice(before).filter(({ to }) => to === address);
  return { parent, child, kim: () => heard(email), lee: () => heard(`lee${number}@kim.example`) };
}
const news = async (reference: string) =>
  (await world.events(reference)).filter(({ kind }) => kind === 'parent-news').map(({ data }) => data['what']);
const say = (reference: string, text: string, isPublic = true) =>
  world.act(reference, 'comment', { text, public: isPublic });

test('an answer, a workaround and the solution are told to who asked and who follows, with the child’s reference and link', async () => {
  const { parent, child, kim, lee } = await outage();
  await say(parent, 'A cable is cut.');
  await world.act(parent, 'workaround', { text: 'Pay in cash.' });
  await world.act(parent, 'resolve', { note: 'Spliced by a drunk.' });
  expect(await news(child)).toEqual(['commented', 'workaround', 'resolved']);
  for (const mails of [kim(), lee()]) {
    expect(mails.map(({ subject }) => subject)).toEqual(Array.from({ length: 3 }, () => `[${child}] I cannot pay`));
    expect(mails[0]!.text).toContain('A cable is cut.');
    expect(mails[1]!.text).toContain('Pay in cash.');
    expect(mails[2]!.text).toContain('What is behind “I cannot pay”');
    expect(mails.map(({ text }) => text).join()).not.toMatch(new RegExp(`drunk|${parent}\\b`));
  }
  const link = /http:\/\/guardia\.example(\/requests\/[^\s/]+)/.exec(kim()[0]!.text)![1]!;
  const page = await (await world.app.request(link)).text();
  expect(page).toContain('A cable is cut.');
  expect(page).toContain('What is behind it is solved.');
  expect(page).not.toContain(parent);
  expect((await world.show(child)).status).toBe('received');
});

test('it is news, so the next is owed later, but no answer to them', async () => {
  const { parent, child } = await outage();
  await say(child, 'We are looking.');
  const clock = async (metric: string) =>
    (await world.show(child)).clocks.find((one: { metric: string }) => one.metric === metric);
  const first = (await clock('update')).dueAt;
  await world.travel(30 * minutes);
  await say(parent, 'A cable is cut.');
  expect(Date.parse((await clock('update')).dueAt)).toBeGreaterThan(Date.parse(first));
  expect((await world.request('GET', `/api/incidents/${child}/verification`)).body).toMatchObject({ holds: true });
  const silent = await outage();
  await say(silent.parent, 'A cable is cut.');
  expect((await world.show(silent.child)).clocks[0]).toMatchObject({ metric: 'response', state: 'running' });
});

test('said twice under one key it is told once', async () => {
  const { parent, child, kim } = await outage();
  const body = { text: 'A cable is cut.', public: true };
  const path = `/api/incidents/${parent}/comment`;
  for (let time = 0; time < 2; time += 1)
    expect((await world.request('POST', path, body, { 'idempotency-key': 'once' })).status).toBe(200);
  await world.settled();
  expect(await news(child)).toEqual(['commented']);
  expect(kim()).toHaveLength(1);
});

test('not told: what is internal, to who is done, unlinked or a preventive action, and what only some may see', async () => {
  const { parent, child, kim } = await outage();
  await say(parent, 'Somebody cut it on purpose.', false);
  await world.act(child, 'resolve', { note: 'Paid.' });
  await say(parent, 'A cable is cut.');
  expect(await news(child)).toEqual([]);
  expect(
    kim()
      .map(({ text }) => text)
      .join(),
  ).not.toContain('cut');
  const gone = await outage();
  await world.act(gone.child, 'unlink', { to: gone.parent });
  await say(gone.parent, 'A cable is cut.');
  expect(await news(gone.child)).toEqual([]);
  const secret = await outage({ type: 'security' });
  await say(secret.parent, 'The attacker is out.');
  expect(await news(secret.child)).toEqual([]);
  const owing = await outage();
  await world.act(owing.parent, 'resolve', { note: 'Spliced.' });
  const actions = [{ title: 'A second cable', owner: 'eva', due: '2099-01-01' }];
  await world.act(owing.parent, 'postmortem', { rootCause: 'x', lessons: 'x', actions });
  await world.act(owing.parent, 'reopen', { reason: 'Again.' });
  await say(owing.parent, 'A cable is cut again.');
  const { relations } = await world.show(owing.parent);
  const action = relations.find(({ title }: { title: string }) => title === 'A second cable').to;
  expect([await news(action), await news(owing.child)]).toEqual([[], ['resolved', 'commented']]);
});
