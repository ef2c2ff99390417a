/** The link in a mail asks before it acknowledges: scanners that follow links acknowledge nothing, one click by a person does. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const minutes = 60_000;
const days = 24 * 60 * minutes;
const ana = 'ana@transport.example';
const ion = 'ion@transport.example';
let world: World;
beforeAll(async () => void (world = await startWorld()));
afterAll(() => world.stop());

/** The path of the link in the newest mail to somebody. */
function linkTo(address: string): string {
  const text = world.mailsTo(address).at(-1)!.text;
  return /http:\/\/guardia\.example(\/acknowledge\/\S+)/.exec(text)![1]!;
}

/** Without a key, a session or an origin: a browser that hides where it comes from. */
async function visit(path: string, method = 'GET', headers: Record<string, string> = {}) {
  const response = await world.app.request(path, { method, headers });
  await world.settled();
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const kinds = (reference: string) => world.kinds(reference);

test('a person acknowledges by the link, in the language of the plan; what only follows links does not', async () => {
  const reference = await world.openIncident({ title: 'Aplicația <nu> răspunde' });
  const link = linkTo(ion);
  for (const method of ['GET', 'HEAD', 'GET']) expect((await visit(link, method)).status).toBe(200);
  expect(await kinds(reference)).toEqual(['opened', 'escalated']);

  const question = await visit(link);
  expect(question.text).toContain('<html lang="ro">');
  expect(question.text).toContain(`<title>${reference} Aplicația &lt;nu&gt; răspunde`);
  expect(question.text).toContain(`Confirmați preluarea ${reference}?`);
  expect(question.headers.get('cache-control')).toBe('no-store');
  expect(question.headers.get('referrer-policy')).toBe('no-referrer');
  expect(question.text).not.toContain('<script');

  const answer = await visit(link, 'POST', { origin: 'null' });
  expect(answer.status).toBe(200);
  expect(answer.text).toContain(`Preluarea ${reference} a fost confirmată.`);
  expect(await world.events(reference)).toContainEqual(expect.objectContaining({ kind: 'acknowledged', by: 'ion' }));

  const again = await visit(link, 'POST');
  expect(again.status).toBe(200);
  expect(again.text).toContain(`de ${reference} se ocupă deja cineva`);
  expect((await visit(link)).text).not.toContain('<form');
  expect((await kinds(reference)).filter((kind) => kind === 'acknowledged')).toHaveLength(1);

  await world.travel(120 * minutes);
  expect(world.mailsTo(ana)).toEqual([]);
});

test('two clicks at the same time are one, and both are thanked', async () => {
  const reference = await world.openIncident();
  const link = linkTo(ion);
  const answers = await Promise.all([visit(link, 'POST'), visit(link, 'POST')]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect((await kinds(reference)).filter((kind) => kind === 'acknowledged')).toHaveLength(1);
});

test('the same link serves again once a promise is broken after it was acknowledged', async () => {
  const reference = await world.openIncident();
  const link = linkTo(ion);
  await visit(link, 'POST');
  await world.travel(241 * minutes);
  expect((await world.show(reference)).escalated).toMatchObject({ why: 'resolution' });
  expect((await visit(link, 'POST')).text).toContain(`Preluarea ${reference} a fost confirmată.`);
  expect((await world.show(reference)).escalated).toBeNull();
});

test('what is resolved needs no acknowledging', async () => {
  const reference = await world.openIncident();
  const link = linkTo(ion);
  await world.act(reference, 'resolve', { note: 'Repornit.' });
  const answer = await visit(link, 'POST');
  expect([answer.status, answer.text.includes('se ocupă deja cineva')]).toEqual([200, true]);
  expect(await kinds(reference)).not.toContain('acknowledged');
});

test('a link that was altered, made up or is too old is refused in words, in the reader’s language', async () => {
  const reference = await world.openIncident();
  const link = linkTo(ion);
  const [head, body, signature] = link.replace('/acknowledge/', '').split('.') as [string, string, string];
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
  const forged = Buffer.from(JSON.stringify({ ...claims, person: 'elena' })).toString('base64url');
  const unsigned = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
  const bad = [`${head}.${forged}.${signature}`, `${unsigned}.${body}.`, 'x', '%00', `${head}.${body}.${signature}x`];
  for (const token of bad)
    for (const method of ['GET', 'POST']) {
      const { status, text } = await visit(`/acknowledge/${token}`, method, { 'accept-language': 'ro-RO,ro;q=0.9' });
      expect([token, status, text.includes('Acest link nu este valid')]).toEqual([token, 404, true]);
    }
  expect(await kinds(reference)).not.toContain('acknowledged');
  await world.travel(31 * days);
  expect((await visit(link, 'POST')).status).toBe(404);
  expect(await kinds(reference)).not.toContain('acknowledged');
});
