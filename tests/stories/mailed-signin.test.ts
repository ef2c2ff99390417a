/** A person of a plan signs in by a link in a mail, once and soon; nobody learns from it who is known, nor wears anybody out. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { applyPlan } from '../../services/plan/apply.ts';
import { planFile } from '../support/plan.ts';
import { visitor } from '../support/visitor.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const minutes = 60_000;
const ana = 'ana@transport.example';
let world: World;
beforeAll(async () => void (world = await startWorld()));
afterAll(() => world.stop());

/** Asks for a link and answers its path. */
async function linkFor(email: string, to = '/'): Promise<string> {
  await visitor(world).post('/signin', { email, to });
  const { text } = world.mailsTo(email.toLowerCase()).at(-1)!;
  return /http:\/\/guardia\.example(\/signin\/\S+)/.exec(text)![1]!;
}

/** Follows a link, and keeps the session. */
async function follow(link: string) {
  const somebody = visitor(world);
  const { status, headers } = await somebody.post(link);
  const cookie = headers.get('set-cookie')?.split(';')[0] ?? '';
  return {
    status,
    to: headers.get('location'),
    get: (path: string) => somebody.get(path, { cookie }),
    cookie,
    somebody,
  };
}

test('one asks for a link, gets it by mail in the plan’s language, and is where one wanted to be', async () => {
  const reference = await world.openIncident();
  await world.travel(15 * minutes);
  const link = await linkFor('Ana@Transport.example', `/incidents/${reference}`);
  const mail = world.mailsTo(ana).at(-1)!;
  expect([mail.subject, mail.language]).toEqual(['Autentificare: Transport SaaS', 'ro']);
  expect(mail.text).toContain('timp de 15 minute');

  const question = await visitor(world).get(link);
  expect(question.text).toContain('<html lang="ro">');
  expect(question.text).toContain('Vă autentificați ca Ana');
  const { status, to, get, cookie, somebody } = await follow(link);
  expect([status, to]).toEqual([303, `/incidents/${reference}`]);
  expect((await get(`/incidents/${reference}`)).status).toBe(200);
  await somebody.post(`/incidents/${reference}/acknowledge`, {}, { cookie });
  expect(await world.events(reference)).toContainEqual(expect.objectContaining({ kind: 'acknowledged', by: 'ana' }));
});

test('it works once, and for 15 minutes; looking at it does not use it up', async () => {
  await world.travel(15 * minutes);
  const link = await linkFor(ana);
  for (let looks = 0; looks < 3; looks++) expect((await visitor(world).get(link)).status).toBe(200);
  expect((await follow(link)).status).toBe(303);
  expect([(await follow(link)).status, (await visitor(world).get(link)).status]).toEqual([404, 404]);
  const late = await linkFor(ana);
  await world.travel(15 * minutes);
  expect((await follow(late)).status).toBe(404);
});

test('of two clicks at once one signs in', async () => {
  await world.travel(15 * minutes);
  const link = await linkFor(ana);
  const statuses = (await Promise.all([follow(link), follow(link)])).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([303, 404]));
});

test('a link that was altered or is another one signs nobody in', async () => {
  await world.travel(15 * minutes);
  const link = await linkFor(ana);
  const reference = await world.openIncident();
  const acknowledging = /\/acknowledge\/(\S+)/.exec(world.mailsTo('ion@transport.example').at(-1)!.text)![1]!;
  for (const bad of [`${link}x`, `/signin/${acknowledging}`, '/signin/x', '/signin/%00'])
    expect([bad, (await follow(bad)).status]).toEqual([bad, 404]);
  expect((await world.app.request(link.replace('/signin/', '/acknowledge/'))).status).toBe(404);
  expect((await visitor(world).post(link, {}, { origin: 'https://evil.example' })).status).toBe(403);
  expect(reference).toMatch(/^TRA-/);
});

test('whether an address is known is not to be seen from the answer', async () => {
  await world.travel(15 * minutes);
  const mails = world.smtp.mails.length;
  const known = await visitor(world).post('/signin', { email: ana });
  const unknown = await visitor(world).post('/signin', { email: 'nobody@transport.example' });
  expect([unknown.status, unknown.text]).toEqual([known.status, known.text]);
  expect(world.smtp.mails.length).toBe(mails + 1);
});

test('one address is mailed 5 links in a quarter of an hour, and an unknown one is refused the same way', async () => {
  await world.travel(15 * minutes);
  for (const email of [ana, 'nobody@transport.example']) {
    const answers = [];
    for (let times = 0; times < 6; times++) answers.push(await visitor(world).post('/signin', { email }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(Number(answers[5]!.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answers[5]!.text).toContain('too often');
  }
});

test('who is in several plans gets a link for each', async () => {
  await world.travel(15 * minutes);
  const voip = await planFile('voip');
  const people = voip.people.map((one) => (one.id === voip.people[0]!.id ? { ...one, email: ana } : one));
  await applyPlan(world.desk, { ...voip, people }, 'admin');
  const before = world.mailsTo(ana).length;
  await visitor(world).post('/signin', { email: ana });
  const links = world.mailsTo(ana).slice(before);
  expect(links.map(({ language }) => language).toSorted()).toEqual(['pt-BR', 'ro']);
});

test('nothing about who signs in is in Temporal', async () => {
  const ids = [];
  for await (const { workflowId } of world.client.workflow.list()) ids.push(workflowId);
  const own = ids.filter((id) => id.includes('signin'));
  expect(own.length).toBeGreaterThan(0);
  for (const id of own) expect(id).toMatch(/^incident-signin:[a-z]+\/[0-9a-f]{32}$/);
});

test('a session ends with its person', async () => {
  await world.travel(15 * minutes);
  const { get } = await follow(await linkFor('elena@transport.example'));
  expect((await get('/')).status).toBe(200);
  await world.db.deleteFrom('person').where('id', '=', 'elena').execute();
  expect((await get('/')).status).toBe(303);
});
