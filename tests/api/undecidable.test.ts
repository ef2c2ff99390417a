/** An incident that cannot be decided hides neither itself nor the others: it is listed as far as it is known, and counted. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { createApp } from '../../api/app.ts';
import { advance } from '../../services/incident/advance.ts';

import { startApi } from './support.ts';
import type { Api } from './support.ts';

let api: Api;
beforeAll(async () => void (api = await startApi()));
afterAll(() => api.stop());

test('is listed beside the others, with what is known, and marked', async () => {
  const good = (await api.opens()).body;
  const bad = (await api.opens({ title: 'Lost', requester: { email: 'a@acme.example' } })).body;
  await api.poison(bad.reference);
  const { status, body } = await api.get('/api/incidents');
  expect([status, body.items[1]]).toEqual([200, good]);
  expect(body.items[0]).toMatchObject({
    reference: bad.reference,
    title: 'Lost',
    requester: { email: 'a@acme.example' },
    severity: 'P1',
    openedAt: bad.openedAt,
    clocks: [],
    acts: [],
    undecidable: true,
  });
  expect((await api.get(`/api/incidents/${bad.reference}`)).body).toEqual(body.items[0]);
});
test('but what fails because Postgres goes away is 503, and nothing is called undecidable', async () => {
  const leaving = Object.assign(new Map(), {
    get: () => {
      throw Object.assign(new Error('terminating connection'), { code: '57P01' });
    },
  });
  const app = createApp({ ...api.desk, rules: leaving }, () => undefined);
  const { status } = await app.request('/api/incidents', { headers: { authorization: `Bearer ${api.admin}` } });
  expect(status).toBe(503);
});
test('is counted among the figures until it can be decided again', async () => {
  const figure = async () => /guardia_undecidable\{plan="shop"\} (\d+)/.exec((await api.get('/metrics')).body)?.[1];
  const before = Number((await figure()) ?? 0);
  const { body } = await api.opens();
  const { state } = await api.row(body.reference);
  await api.poison(body.reference);
  await expect(advance(api.desk, body.reference)).rejects.toThrow(TypeError);
  expect(await figure()).toBe(`${before + 1}`);
  await api.db
    .updateTable('incident')
    .set({ state: JSON.stringify(state) })
    .where('reference', '=', body.reference)
    .execute();
  await advance(api.desk, body.reference);
  expect(Number((await figure()) ?? 0)).toBe(before);
});
