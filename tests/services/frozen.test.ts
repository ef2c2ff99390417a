/** A machine that freezes in the middle of a transaction holds up nobody for more than five seconds. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { lockIncident } from '../../db/incidents.ts';
import { advance } from '../../services/incident/advance.ts';
import { pool } from '../support/database.ts';

import { minute, startShop } from './support.ts';
import type { Shop } from './support.ts';

let shop: Shop;
beforeAll(async () => void (shop = await startShop()));
afterAll(() => shop.stop());

/** A transaction of the product that locks the incident and then does nothing until `thaw`. */
async function freeze(reference: string) {
  const db = pool(shop.url, 1);
  const held = Promise.withResolvers<void>();
  const frozen = Promise.withResolvers<void>();
  const transaction = db.transaction().execute(async (tx) => {
    await lockIncident(tx, reference);
    held.resolve();
    await frozen.promise;
    await sql`update incident set version = 1000 where reference = ${reference}`.execute(tx);
  });
  const outcome = transaction.then(
    () => 'committed',
    () => 'undone',
  );
  await held.promise;
  return {
    thaw: async () => {
      frozen.resolve();
      const how = await outcome;
      await db.destroy();
      return how;
    },
  };
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const start = performance.now();
  await work;
  expect(performance.now() - start).toBeLessThan(ms);
}

test('an act gets through', async () => {
  const reference = await shop.open();
  const { thaw } = await freeze(reference);
  await within(5000, shop.act(reference, 'acknowledge', {}));
  expect(await thaw()).toBe('undone');
});

test('a turn gets through', async () => {
  const reference = await shop.open();
  shop.pass(31 * minute);
  const { thaw } = await freeze(reference);
  await within(5000, advance(shop.desk, reference));
  expect(await thaw()).toBe('undone');
});

test('the turn of another does not wait at all, and the sweep passes it by', async () => {
  const [reference, other] = [await shop.open(), await shop.open()];
  shop.pass(31 * minute);
  const { thaw } = await freeze(reference);
  await within(1000, advance(shop.desk, other));
  expect(await shop.kinds(reference)).toHaveLength(2);
  await thaw();
});

test('thawed, it changes nothing any more', async () => {
  const reference = await shop.open();
  const { thaw } = await freeze(reference);
  await shop.act(reference, 'acknowledge', {});
  await thaw();
  expect((await shop.row(reference)).version).toBe(2);
});
