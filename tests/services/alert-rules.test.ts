/** Alert rules see a check fail in a row or too often, or ask a query of their own. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { shelf, startWatchedShop } from './watched-shop.ts';
import type { WatchedShop } from './watched-shop.ts';

let shop: WatchedShop;
beforeAll(async () => void (shop = await startWatchedShop()));
afterAll(() => shop.stop());
beforeEach(() => shop.reset());

const rule = (name: string) => shop.said(`alert/${name}`);

test('two failures of a check in a row', async () => {
  shop.failing.add(shelf);
  await shop.minutePasses();
  expect(await rule('twice')).toEqual([]);
  await shop.minutePasses();
  shop.failing.clear();
  await shop.minutePasses();
  expect(await rule('twice')).toEqual(['alert/twice trigger', 'alert/twice resolve']);
});

test('a share of failed results', async () => {
  await shop.minutePasses(4);
  shop.failing.add(shelf);
  await shop.minutePasses();
  expect(await rule('share')).toEqual([]);
  await shop.minutePasses();
  expect(await rule('share')).toEqual(['alert/share trigger']);
  shop.failing.clear();
  await shop.minutePasses(5);
  expect(await rule('share')).toEqual(['alert/share trigger', 'alert/share resolve']);
});

test('a query of its own, once it has held for as long as it must', async () => {
  shop.stock.values = [3];
  await shop.minutePasses(2);
  expect(await rule('stock')).toEqual([]);
  await shop.minutePasses();
  expect(await rule('stock')).toEqual(['alert/stock trigger']);
  const { body } = await shop.db.selectFrom('received').select('body').executeTakeFirstOrThrow();
  expect(body).toMatchObject({ title: 'stock: 3 < 10', description: '3 < 10\nstock is low' });
});

test('a query that fails is no alert', async () => {
  shop.failing.add('SELECT 1');
  await shop.minutePasses(5);
  expect([await rule('stock'), (await shop.standing('alert/stock'))?.last?.words]).toEqual([[], 'HTTP 503']);
});
