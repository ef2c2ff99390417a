/** Opening an incident: once for each key, whoever asks and however many at once. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { UnknownValue } from '../../domain/incident/incident.ts';
import { Invalid } from '../../services/desk.ts';
import { open } from '../../services/incident/open.ts';

import { admin, ana, report, startShop, tellings } from './support.ts';
import type { Shop } from './support.ts';

let shop: Shop;
beforeAll(async () => void (shop = await startShop()));
afterAll(() => shop.stop());

const twenty = <T>(ask: (index: number) => Promise<T>) => Promise.all(Array.from({ length: 20 }, (_, i) => ask(i)));
const after = async (ask: () => Promise<unknown>) => {
  const before = await shop.incidents();
  await ask();
  return (await shop.incidents()) - before;
};

test('what is opened stands with its event, its first notifications and a wish for a turn', async () => {
  const whole = await shop.whole(await shop.open());
  expect(whole.events.map(({ kind }) => kind)).toEqual(['opened', 'escalated']);
  expect(tellings(whole)).toEqual(['escalated:critical:1 eva', 'escalated:critical:1 ion']);
  expect(whole.row).toMatchObject({ status: 'received', version: 1, wake_at: whole.row!.opened_at, seq: 2 });
});

test('its workflow is woken once it stands', async () => {
  const reference = await shop.open();
  expect(shop.stirs).toContain(`${reference} opened`);
});

test('the same caller with the same key gets the same one', async () => {
  const first = await shop.open({}, 'once');
  expect(await shop.open({}, 'once')).toBe(first);
});

test('two callers with the same key do not meet', async () => {
  const first = await shop.open({}, 'shared');
  expect(await shop.open({}, 'shared', ana)).not.toBe(first);
});

test('the same key with another body is refused', async () => {
  await shop.open({}, 'body');
  await expect(shop.open({ title: 'Something else' }, 'body')).rejects.toThrow(Invalid);
});

test('and opens nothing', async () => {
  await shop.open({}, 'body-2');
  expect(await after(() => shop.open({ title: 'Something else' }, 'body-2').catch(() => undefined))).toBe(0);
});

test('a deduplication key that is open finds the one that stands', async () => {
  const first = await shop.open({ dedupKey: 'disk' });
  expect(await open(shop.desk, ana, report({ dedupKey: 'disk', title: 'Again' }), null)).toEqual({
    reference: first,
    existing: true,
  });
});

test('once that one is resolved, the deduplication key opens anew', async () => {
  const first = await shop.open({ dedupKey: 'cable' });
  await shop.act(first, 'resolve', { note: 'x' });
  expect(await shop.open({ dedupKey: 'cable' })).not.toBe(first);
});

test('20 at once with the same key are one', async () => {
  const references: string[] = [];
  const count = await after(async () => references.push(...(await twenty(() => shop.open({}, 'race')))));
  expect([count, new Set(references).size]).toEqual([1, 1]);
});

test('20 at once with the same deduplication key are one', async () => {
  const references: string[] = [];
  const count = await after(async () => references.push(...(await twenty(() => shop.open({ dedupKey: 'race' })))));
  expect([count, new Set(references).size]).toEqual([1, 1]);
});

test('20 at once with the same deduplication key and keys of their own are one', async () => {
  const count = await after(() => twenty((i) => shop.open({ dedupKey: 'race-2' }, `own-${i}`)));
  expect(count).toBe(1);
});

test('20 at once with nothing in common are twenty, each with a reference of its own', async () => {
  expect(new Set(await twenty(() => shop.open())).size).toBe(20);
});

test.each([
  ['plan', { plan: 'nowhere' }, Invalid],
  ['severity', { severity: 'P9' }, UnknownValue],
  ['type', { type: 'riddle' }, UnknownValue],
  ['service', { service: 'coffee' }, UnknownValue],
])('an unknown %s opens nothing', async (_, wrong, error) => {
  const before = await shop.incidents();
  await expect(shop.open(wrong)).rejects.toThrow(error);
  expect(await shop.incidents()).toBe(before);
});

test('a person of another plan may not open here, and is told only that there is no such plan', async () => {
  const stranger = { ...ana, id: 'k-x', plan: 'other' };
  await expect(shop.open({}, null, stranger)).rejects.toThrow('There is no plan "shop".');
});

test('nor learn from a deduplication key what stands here', async () => {
  await shop.open({ dedupKey: 'secret' });
  const stranger = { ...ana, id: 'k-x', plan: 'other' };
  await expect(shop.open({ dedupKey: 'secret' }, null, stranger)).rejects.toThrow('There is no plan "shop".');
});

test('what a customer’s mail address says decides the tier, not the caller', async () => {
  const reference = await shop.open({ requester: { email: 'joe@acme.example' } });
  expect((await shop.row(reference)).tier).toBe('gold');
});

test('admin is who opened it', async () => {
  const { events } = await shop.whole(await shop.open({}, null, admin));
  expect(events[0]!.by).toBe('admin');
});
