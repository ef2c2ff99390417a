/** What was answered under an Idempotency-Key is remembered for seven days, and then forgotten. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { forget, once } from '../../services/once.ts';
import { startTidying } from '../../worker/tidying.ts';

import { admin, hour, startShop } from './support.ts';
import type { Shop } from './support.ts';

const days = 24 * hour;
let shop: Shop;
beforeAll(async () => void (shop = await startShop()));
afterAll(() => shop.stop());

let calls = 0;
const asks = (key: string) =>
  once(shop.desk, { caller: admin, key, what: 'count', body: {} }, () => async () => ({ call: ++calls }));

test('an answer is given again for seven days, and then the same key is a new request', async () => {
  const first = await asks('a');
  shop.pass(7 * days - hour);
  expect([await forget(shop.desk), await asks('a')]).toEqual([0, first]);
  shop.pass(2 * hour);
  expect([await forget(shop.desk), await asks('a')]).toEqual([1, { call: first.call + 1 }]);
});

test('thousands are forgotten at once, and nothing newer with them', async () => {
  const rows = Array.from({ length: 2500 }, (_, index) => ({
    caller: 'x',
    key: `old-${index}`,
    body_hash: '',
    answer: '{}',
    at: shop.desk.now() - 8 * days,
  }));
  await shop.db.insertInto('request').values(rows).execute();
  const kept = await asks('kept');
  expect([await forget(shop.desk), await forget(shop.desk), await asks('kept')]).toEqual([2500, 0, kept]);
});

test('a worker does so by itself', async () => {
  await asks('old');
  shop.pass(8 * days);
  const stop = startTidying({ desk: shop.desk, warn: () => undefined });
  const left = () => shop.db.selectFrom('request').select('key').execute();
  await expect.poll(left).toEqual([]);
  stop();
});
