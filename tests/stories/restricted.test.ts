/** A security incident is there for those whom the plan names, and for others nowhere: no page, list, link, mail, act or event. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { shopPlan } from '../domain/support.ts';
import { visitor } from '../support/visitor.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const minutes = 60_000;
const plan = shopPlan((text) =>
  text.replace('types: [incident, security, task]', 'types: { incident: {}, security: { for: lead }, task: {} }'),
);
let world: World;
let keys: Record<'ana' | 'ion', string>;
beforeAll(async () => {
  world = await startWorld({ plan });
  keys = { ana: await world.keyOf('ana'), ion: await world.keyOf('ion') };
});
afterAll(() => world.stop());

const as = (person: keyof typeof keys, path: string) =>
  world.request('GET', path, undefined, { authorization: `Bearer ${keys[person]}` });
const secret = (more: object = {}) =>
  world.openIncident({ type: 'security', title: 'Leaked passwords', severity: 'P2', ...more });

test('by the API it is not there', async () => {
  const reference = await secret();
  for (const path of ['', '/events', '/notifications']) {
    const [theirs, own] = [
      await as('ion', `/api/incidents/${reference}${path}`),
      await as('ana', `/api/incidents/${reference}${path}`),
    ];
    expect([path, theirs.status, own.status]).toEqual([path, 404, 200]);
    const missing = await as('ion', `/api/incidents/SHO-99999${path}`);
    expect(theirs.body.detail).toBe(missing.body.detail.replace('SHO-99999', reference));
  }
  for (const query of ['', '?q=leaked', '?type=security', '?status=open&severity=P2'])
    expect((await as('ion', `/api/incidents${query}`)).body.items).toEqual([]);
  expect((await as('ana', '/api/incidents?q=leaked')).body.items).toHaveLength(1);
  expect((await world.act(reference, 'comment', { text: 'x' }, keys.ion)).status).toBe(404);
});

test('nor does a ticket that is linked to it tell of it', async () => {
  const [reference, other] = [await secret(), await world.openIncident({ severity: 'P2' })];
  for (const [verb, body] of [
    ['link', { to: other, as: 'causes' }],
    ['unlink', { to: other }],
  ] as const)
    expect((await world.act(reference, verb, body, keys.ana)).status).toBe(200);
  const told = async (person: 'ana' | 'ion') =>
    (await as(person, `/api/incidents/${other}/events`)).body.items.flatMap(({ kind }: { kind: string }) =>
      kind.endsWith('linked') ? [kind] : [],
    );
  expect([await told('ana'), await told('ion')]).toEqual([['linked', 'unlinked'], []]);
  const ion = visitor(world);
  await ion.signIn(keys.ion);
  expect((await ion.get(`/incidents/${other}`)).text).not.toContain(reference);
});

test('nor does one that was merged into it', async () => {
  const [reference, other] = [await secret(), await world.openIncident({ severity: 'P2' })];
  expect((await world.act(other, 'link', { to: reference, as: 'duplicate' }, keys.ana)).status).toBe(200);
  for (const path of ['', '/events'])
    expect(JSON.stringify((await as('ion', `/api/incidents/${other}${path}`)).body)).not.toContain(reference);
  expect((await as('ana', `/api/incidents/${other}`)).body.duplicateOf).toBe(reference);
});

test('nor in the console', async () => {
  const reference = await secret();
  const [ion, ana] = [visitor(world), visitor(world)];
  await ion.signIn(keys.ion);
  await ana.signIn(keys.ana);
  expect([
    (await ion.get(`/incidents/${reference}`)).status,
    (await ana.get(`/incidents/${reference}`)).status,
  ]).toEqual([404, 200]);
  expect((await ion.get('/?status=all&q=leaked')).text).not.toContain(reference);
  expect((await ion.post(`/incidents/${reference}/acknowledge`)).status).toBe(404);
  expect((await world.show(reference)).acknowledgedAt).toBeNull();
});

test('a step that tells who may not see it tells nobody, and mails nobody', async () => {
  const before = world.mailsTo('ion@shop.example').length;
  const reference = await secret();
  await world.travel(241 * minutes);
  expect(world.mailsTo('ion@shop.example').length).toBe(before);
  expect(world.mailsTo('ana@shop.example').some(({ subject }) => subject.includes(reference))).toBe(true);
});

test('made into one, it is gone for who did so, with the link that was mailed before', async () => {
  const reference = await world.openIncident({ severity: 'P2' });
  const link = /\/acknowledge\/\S+/.exec(world.mailsTo('ion@shop.example').at(-1)!.text)![0];
  expect((await world.app.request(link)).status).toBe(200);
  const done = await world.act(reference, 'reclassify', { type: 'security' }, keys.ion);
  expect([done.status, done.body.type]).toEqual([200, 'security']);
  expect((await as('ion', `/api/incidents/${reference}`)).status).toBe(404);
  expect((await world.app.request(link)).status).toBe(404);
  expect((await world.app.request(link, { method: 'POST' })).status).toBe(404);
  expect((await as('ana', `/api/incidents/${reference}`)).status).toBe(200);
});
