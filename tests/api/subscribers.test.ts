/** Who hears what a plan tells all its users: seen and changed by those who may, each plan's apart. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { createKey } from '../../services/access/keys.ts';

import { bearer, startApi } from './support.ts';
import type { Api } from './support.ts';

let api: Api;
beforeAll(async () => void (api = await startApi()));
afterAll(() => api.stop());

const add = (email: string, more: object = {}) => api.post('/api/subscribers', { plan: 'shop', email, ...more });
const all = async (query = '') => (await api.get(`/api/subscribers?plan=shop${query}`)).body;

test('an address is added once, whatever its letters, listed page by page and taken out', async () => {
  const wei = await add('wei@acme.example', { name: 'Wei' });
  expect([wei.status, wei.body]).toEqual([201, expect.objectContaining({ email: 'wei@acme.example', name: 'Wei' })]);
  expect((await add('WEI@acme.example')).body).toEqual(wei.body);
  const zoe = await add('zoe@acme.example');
  const first = await all('&limit=1');
  expect([first.items.length, (await all(`&limit=1&cursor=${first.next}`)).items]).toEqual([1, [zoe.body]]);
  expect((await api.post(`/api/subscribers/${wei.body.id}/remove`, {})).status).toBe(200);
  expect((await all()).items).toEqual([zoe.body]);
  expect((await api.post(`/api/subscribers/${wei.body.id}/remove`, {})).status).toBe(404);
});

test('who may not apply the plan sees and changes none', async () => {
  const { key } = await createKey(api.desk, { plan: 'shop', person: 'ana' }, 'ana');
  const headers = bearer(key);
  expect((await api.get('/api/subscribers?plan=shop', headers)).status).toBe(403);
  expect((await api.post('/api/subscribers', { plan: 'shop', email: 'a@b.example' }, headers)).status).toBe(403);
  expect((await api.post('/api/subscribers/1/remove', {}, headers)).status).toBe(403);
});

test('what cannot be is refused where it is', async () => {
  for (const [body, pointer] of [
    [{ plan: 'shop', email: 'nobody' }, '/email'],
    [{ plan: 'shop', email: 'a@b.example', name: 'A\r\nBcc: x' }, '/name'],
    [{ plan: 'nothing', email: 'a@b.example' }, '/plan'],
    [{ plan: 'sh\0op', email: 'a@b.example' }, '/plan'],
  ] as const) {
    const refused = await api.post('/api/subscribers', body);
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([422, expect.stringContaining(pointer)]);
  }
  expect((await api.get('/api/subscribers?plan=shop&cursor=x')).status).toBe(422);
});
