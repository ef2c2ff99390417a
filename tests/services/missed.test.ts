/** What came round and was begun by nobody is begun by the safety net: once, not too early, nothing older than a day or than the plan. */
import { afterEach, beforeEach, expect, test } from 'vitest';

import { applyPlan } from '../../services/plan/apply.ts';
import { begin } from '../../services/schedule/begin.ts';
import { coming } from '../../services/schedule/coming.ts';
import { beginMissed } from '../../services/schedule/missed.ts';
import { shopPlan } from '../domain/support.ts';

import { hour, minute, startShop } from './support.ts';
import type { Shop } from './support.ts';

const plan = (every: string) => shopPlan((text) => `${text}reviews:\n  r: { every: ${every}, owner: ana }\n`);
let shop: Shop;
let nominalAt: number;
beforeEach(async () => {
  shop = await startShop(plan('4h'));
  nominalAt = (await coming(shop.desk))[0]!.instants[0]!;
  shop.pass(nominalAt - shop.desk.now());
});
afterEach(() => shop.stop());

test('not while Temporal may still do it', async () => {
  shop.pass(9 * minute);
  expect(await beginMissed(shop.desk)).toBe(0);
});

test('ten minutes later, and once', async () => {
  shop.pass(11 * minute);
  expect([await beginMissed(shop.desk), await beginMissed(shop.desk), await shop.incidents()]).toEqual([1, 0, 1]);
  const [{ reference }] = (await shop.db.selectFrom('incident').select('reference').execute()) as [
    { reference: string },
  ];
  expect((await shop.whole(reference)).events[0]!.due_at).toBe(nominalAt);
});

test('not what was begun', async () => {
  await begin(shop.desk, { plan: 'shop', name: 'reviews/r', nominalAt });
  shop.pass(hour);
  expect(await beginMissed(shop.desk)).toBe(0);
});

test('of days only the last', async () => {
  shop.pass(72 * hour);
  expect(await beginMissed(shop.desk)).toBe(6);
});

test('nothing from before the plan said so', async () => {
  shop.pass(72 * hour);
  await applyPlan(shop.desk, plan('1h'), 'admin');
  expect(await beginMissed(shop.desk)).toBe(0);
});

test('of what comes round every minute a few', async () => {
  await applyPlan(shop.desk, plan('1m'), 'admin');
  shop.pass(20 * hour);
  expect(await beginMissed(shop.desk)).toBe(24);
});
