/** Keys of people: made and revoked by themselves or whoever administers them, told once, and good for one plan. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { signIn } from '../../services/access/sessions.ts';
import { bearer, startApi } from './support.ts';
import type { Api } from './support.ts';

let api: Api;
beforeAll(async () => void (api = await startApi()));
afterAll(() => api.stop());

const make = async () => (await api.post('/api/keys', { plan: 'shop', person: 'ion', label: 'his phone' })).body;

test('a key opens what it should', async () =>
  expect((await api.get('/api/incidents', bearer((await make()).key))).status).toBe(200));

test('it is never told again', async () => {
  const { id, key } = await make();
  const { body } = await api.get('/api/keys');
  expect(body.items).toContainEqual(
    expect.objectContaining({ id, person: 'ion', label: 'his phone', revokedAt: null }),
  );
  expect(JSON.stringify(body)).not.toContain(key.slice(-32));
});

test('nor kept in the database', async () => {
  const { key } = await make();
  const rows = await api.db.selectFrom('api_key').selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(key.slice(-32));
});

test('revoked, it opens nothing', async () => {
  const { id, key } = await make();
  expect((await api.request('POST', `/api/keys/${id}/revoke`)).status).toBe(204);
  expect((await api.get('/api/incidents', bearer(key))).status).toBe(401);
});

test('revoking twice is revoking once', async () => {
  const { id } = await make();
  const revokedAt = async () =>
    (await api.get('/api/keys')).body.items.find((one: { id: string }) => one.id === id).revokedAt;
  await api.request('POST', `/api/keys/${id}/revoke`);
  const first = await revokedAt();
  api.pass(60_000);
  expect((await api.request('POST', `/api/keys/${id}/revoke`)).status).toBe(204);
  expect(await revokedAt()).toBe(first);
});

test('it opens nothing once its person has left the plan', async () => {
  const { key } = await make();
  await api.db.deleteFrom('person').where('plan', '=', 'shop').where('id', '=', 'ion').execute();
  expect((await api.get('/api/incidents', bearer(key))).status).toBe(401);
});

describe('a person', () => {
  test('makes, lists and revokes keys of their own', async () => {
    const { status, body } = await api.post('/api/keys', { label: 'laptop' }, bearer(api.ana));
    expect(status).toBe(201);
    const own = await api.get('/api/keys', bearer(body.key));
    expect(own.body.items.map(({ person, plan }: Record<string, string>) => [person, plan])).toEqual([
      ['ana', 'shop'],
      ['ana', 'shop'],
    ]);
    expect((await api.post(`/api/keys/${body.id}/revoke`, {}, bearer(api.ana))).status).toBe(204);
    expect((await api.get('/api/keys', bearer(body.key))).status).toBe(401);
  });

  test('finds no key and no session of anybody else, of another plan the least', async () => {
    const { id } = (await api.post('/api/keys', { plan: 'shop', person: 'eva' })).body;
    expect((await api.post(`/api/keys/${id}/revoke`, {}, bearer(api.ana))).status).toBe(404);
    await signIn(api.desk, api.stranger);
    const { items } = (await api.get('/api/sessions')).body;
    const session = items.find(({ plan }: { plan: string }) => plan === 'stall').id;
    expect((await api.get('/api/sessions', bearer(api.ana))).body.items).toEqual([]);
    expect((await api.post(`/api/sessions/${session}/revoke`, {}, bearer(api.ana))).status).toBe(404);
    expect((await api.post(`/api/sessions/${session}/revoke`, {})).status).toBe(204);
    expect((await api.post(`/api/sessions/${session}/revoke`, {})).status).toBe(404);
  });
});

test('an administrator says for whom a key is', async () => {
  const { status, body } = await api.post('/api/keys', { plan: 'shop' });
  expect([status, body.detail]).toEqual([422, 'Say for whom the key is: `plan` and `person`.']);
});

test('the same Idempotency-Key makes one key, which is not told twice', async () => {
  const asking = (more = {}) =>
    api.post('/api/keys', { plan: 'shop', person: 'eva', ...more }, { 'idempotency-key': 'lost' });
  const [first, twin] = await Promise.all([asking(), asking()]);
  expect(new Set([first.status, twin.status])).toEqual(new Set([201, 409]));
  const made = first.status === 201 ? first : twin;
  const again = await asking();
  expect([again.status, again.body.detail.includes(`it made the key ${made.body.id}`)]).toEqual([409, true]);
  expect((await asking({ label: 'other' })).status).toBe(422);
  const kept = await api.db.selectFrom('request').select('answer').execute();
  expect(JSON.stringify(kept)).not.toContain(made.body.key.slice(-32));
});

test('nothing in a body says who acts', async () => {
  const { reference } = (await api.opens({}, bearer(api.ana))).body;
  for (const more of [{ by: 'ion' }, { caller: 'ion' }, { person: 'ion' }]) {
    expect((await api.opens(more, bearer(api.ana))).status).toBe(422);
    expect((await api.does(reference, 'comment', { text: 'x', ...more }, bearer(api.ana))).status).toBe(422);
  }
  await api.does(reference, 'acknowledge', {}, bearer(api.ana));
  const { items } = (await api.get(`/api/incidents/${reference}/events`)).body;
  expect(items.filter(({ by }: { by: string | null }) => by !== null).map(({ by }: { by: string }) => by)).toEqual([
    'ana',
    'ana',
  ]);
});
