/** Keys of people: made and revoked by administrators, told once, and good for one plan. */
import { afterAll, beforeAll, expect, test } from 'vitest';

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
