/** Each sender's own form: groups of Alertmanager split by the plan's rules, routes by labels, webhooks as the plan maps them. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { alert, group, startWatched, watchedPlan } from './support.ts';
import type { Watched } from './support.ts';

let shop: Watched;
beforeAll(async () => void (shop = await startWatched(watchedPlan((text) => `${text}storm: { incidents: 1000 }\n`))));
afterAll(() => shop.stop());

const openFor = async (key: string) =>
  (await shop.all()).filter((one) => one.dedup_key === key && one.status !== 'resolved');

test('a group is split by the alert rules of the plan, and each part is over when all of its alerts are', async () => {
  const errors = (status: 'firing' | 'resolved', host: string) =>
    alert({ alertname: 'HighErrorRate', host }, { summary: 'Errors everywhere', description: 'Above 5%' }, status);
  const slow = (status: 'firing' | 'resolved') => alert({ alertname: 'Slow', severity: 'warning' }, {}, status);
  await shop.prometheus(group('{}:{a}', errors('firing', 'a'), errors('firing', 'b'), slow('firing')));
  const rows = await shop.all();
  const [errored, slowed] = [
    rows.find(({ title }) => title === 'Errors everywhere')!,
    rows.find(({ title }) => title === 'Slow')!,
  ];
  expect(errored).toMatchObject({
    severity: 'P1',
    service: 'app',
    description: 'Above 5%',
    state: { runbook: 'errors' },
  });
  expect(slowed).toMatchObject({ severity: 'P2', service: null });
  await shop.prometheus(group('{}:{a}', errors('resolved', 'a'), errors('firing', 'b'), slow('resolved')));
  expect([(await shop.row(errored.reference)).status, (await shop.row(slowed.reference)).status]).toEqual([
    'received',
    'resolved',
  ]);
  await shop.prometheus(group('{}:{a}', errors('resolved', 'a'), errors('resolved', 'b')));
  expect((await shop.row(errored.reference)).status).toBe('resolved');
});

test('routes say severity and policy, or drop; rules may go by labels', async () => {
  const before = await shop.incidents();
  await shop.prometheus(group('noise', alert({ alertname: 'Chatter', team: 'noise' })));
  expect(await shop.incidents()).toBe(before);
  await shop.prometheus(
    group('db', alert({ alertname: 'Locks', team: 'db-2' })),
    group('sec', alert({ alertname: 'Odd', category: 'security' })),
    group('plain', alert({ alertname: 'Plain' })),
  );
  const rows = await shop.all();
  expect(rows.find(({ title }) => title === 'Locks')).toMatchObject({ severity: 'P2', state: { policy: 'desk' } });
  expect(rows.find(({ title }) => title === 'Odd')).toMatchObject({ severity: 'P2', type: 'security' });
  expect(rows.find(({ title }) => title === 'Plain')).toMatchObject({ severity: 'P3' });
});

test('a post that was cut does not say that the rest is over', async () => {
  await shop.prometheus(group('cut', alert({ alertname: 'Cut' })));
  await shop.prometheus({ ...group('cut', alert({ alertname: 'Cut' }, {}, 'resolved')), truncatedAlerts: 3 });
  expect((await shop.all()).find(({ title }) => title === 'Cut')!.status).toBe('received');
});

test('a webhook is read as the plan maps it', async () => {
  await shop.forms({ monitor: { id: 7, name: 'Shop front' }, state: 0, severity: 'critical', extra: { deep: [1] } });
  const [incident] = await openFor('integration/forms/7');
  expect(incident).toMatchObject({ title: 'Shop front', severity: 'P1' });
  expect(await shop.alerts(incident!.reference)).toMatchObject([{ details: { payload: { extra: { deep: [1] } } } }]);
  await shop.forms({ monitor: { id: 7 }, state: 1 });
  expect(await openFor('integration/forms/7')).toEqual([]);
});
