/** What was received is listed, tried out and heard again, by those who may; the alerts behind an incident are shown. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { receive } from '../../db/received.ts';
import { hear } from '../../services/alert/hear.ts';
import { applyPlan } from '../../services/plan/apply.ts';
import { alert, event, group, watchedPlan } from '../alerts/support.ts';

import { bearer, startApi } from './support.ts';
import type { Api } from './support.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
  await applyPlan(api.desk, watchedPlan(), 'admin');
});
afterAll(() => api.stop());

async function heard(body: object) {
  const one = { plan: 'shop', source: 'integration/pager', form: 'pagerduty', body, at: api.desk.now() } as const;
  await receive(api.db, [one]);
  await hear(api.desk);
  return (await api.get('/api/alerts')).body.items[0];
}

test('the list says what each did, the latest first, a page at a time', async () => {
  await heard(event('one'));
  const two = await heard(event('two'));
  expect(two).toMatchObject({
    plan: 'shop',
    source: 'integration/pager',
    outcome: [{ key: 'integration/pager/two', did: 'opened', reference: expect.stringMatching(/^SHO-/) }],
    error: null,
  });
  const page = (await api.get('/api/alerts?limit=1')).body;
  expect(page.items).toHaveLength(1);
  const next = (await api.get(`/api/alerts?limit=1&cursor=${page.next}`)).body;
  expect(next.items[0].id).toBeLessThan(two.id);
  expect((await api.get('/api/alerts?state=failed')).body.items).toEqual([]);
  expect((await api.get('/api/alerts?plan=stall')).body.items).toEqual([]);
});

test('one of them is shown as it came, and heard again', async () => {
  const { id } = await heard(event('again'));
  expect((await api.get(`/api/alerts/${id}`)).body.body).toEqual(event('again'));
  const replayed = () => api.post(`/api/alerts/${id}/replay`, {}, { 'idempotency-key': 'replay' });
  const first = await replayed();
  expect([first.status, first.body.outcome]).toMatchObject([201, [{ did: 'repeated' }]]);
  expect((await replayed()).body.id).toBe(first.body.id);
  expect((await api.post('/api/alerts/999999/replay', {})).status).toBe(404);
});

test('trying out says what would become of it, and does nothing', async () => {
  await heard(event('stands'));
  const rows = async () => (await api.db.selectFrom('alert').selectAll().execute()).length;
  const before = [await rows(), await api.incidents()];
  const tried = async (integration: string, body: unknown) =>
    (await api.post('/api/alerts/test', { plan: 'shop', integration, body })).body;
  const { signals } = await tried(
    'prometheus',
    group('g', alert({ alertname: 'HighErrorRate' }), alert({ team: 'noise' })),
  );
  expect(signals).toMatchObject([
    { action: 'trigger', severity: 'P1', service: 'app', would: 'opened', reference: null },
    { action: 'drop', would: 'dropped' },
  ]);
  expect((await tried('pager', event('stands'))).signals).toMatchObject([
    { would: 'repeated', reference: expect.any(String) },
  ]);
  expect([await rows(), await api.incidents()]).toEqual(before);
  expect((await tried('nobody', {})).detail).toBe('The plan "shop" has no integration "nobody" that sends alerts.');
});

test('the alerts behind an incident', async () => {
  const { outcome } = await heard(event('behind'));
  await heard(event('behind'));
  expect((await api.get(`/api/incidents/${outcome[0].reference}/alerts`)).body).toMatchObject({
    firing: 1,
    resolved: 0,
    items: [{ key: 'integration/pager/behind', count: 2, status: 'firing', details: { severity: 'P1' } }],
  });
  expect((await api.get('/api/incidents/SHO-9999/alerts')).status).toBe(404);
});

test('/metrics says how long the oldest has waited to be heard', async () => {
  const figure = async () =>
    Number(/^guardia_alerts_waiting_seconds (\S+)$/m.exec((await api.get('/metrics')).body)?.[1]);
  expect(await figure()).toBe(0);
  const one = { plan: 'shop', source: 'integration/pager', form: 'pagerduty', body: event('waits') } as const;
  await receive(api.db, [{ ...one, at: api.desk.now() - 30_000 }]);
  expect(await figure()).toBeGreaterThanOrEqual(30);
  await hear(api.desk);
  expect(await figure()).toBe(0);
});

test('what was received is for who administers the plan', async () => {
  const { id } = await heard(event('secret'));
  for (const path of ['/api/alerts', `/api/alerts/${id}`])
    expect((await api.get(path, bearer(api.ana))).status).toBe(403);
  expect((await api.post(`/api/alerts/${id}/replay`, {}, bearer(api.ana))).status).toBe(403);
});
