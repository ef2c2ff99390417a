/** What may go is let go with its reason, then deleted; killed at any statement the next time finishes it. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import { brokenAt, eventsOf } from '../../db/events.ts';
import type { Plan } from '../../domain/plan.ts';
import { fatesOf, prune } from '../../services/backup/prune.ts';
import type { Remove } from '../../services/backup/prune.ts';
import { dieAt, everyDeath } from '../services/deaths.ts';
import { startShop } from '../services/support.ts';
import type { Shop } from '../services/support.ts';

import { addCopy, addTest, day, planOf } from './support.ts';

const compiledPlan = planOf(`
backups:
  database: { every: day 01:30, keep: 30 days, restore test: month }
  difference: { of: database, every: 4h, mode: differential, driver: pgbackrest, keep: 30 days }
  other: { every: day 01:30, keep: 1 day, restore test: month }
`);
const plan: Plan = { ...compiledPlan.plan, version: 1 };
let shop: Shop;
beforeAll(async () => void (shop = await startShop(compiledPlan)));
afterEach(async () => {
  for (const table of ['restore_test', 'copy', 'event'] as const) await shop.db.deleteFrom(table).execute();
});
afterAll(() => shop.stop());

const ago = (days: number): number => shop.desk.now() - days * day;
const removed: number[] = [];
const remove: Remove = (copy) => Promise.resolve(void removed.push(copy.id));
const rows = () =>
  shop.db.selectFrom('copy').select(['id', 'gone_why', 'deleted_at', 'removed_at']).orderBy('id').execute();

/** An old copy, what builds upon it, and one that stays. */
async function three() {
  const base = await addCopy(shop.db, ago(50));
  const upon = await addCopy(shop.db, ago(49), { backup: 'difference', mode: 'differential', base });
  await addCopy(shop.db, ago(2), { backup: 'difference' });
  const stays = await addCopy(shop.db, ago(1));
  removed.length = 0;
  return { base, upon, stays };
}

test('a dry run says what would go, and touches nothing', async () => {
  await three();
  const fates = await fatesOf(shop.desk, plan, 'database');
  expect(fates.map(({ decision }) => decision.why)).toEqual(['daily', 'daily', 'expired', 'expired']);
  expect((await rows()).every(({ deleted_at: at }) => at === null)).toBe(true);
});

test('what goes is deleted, what builds upon another before it, and on record with its reason', async () => {
  const { base, upon, stays } = await three();
  expect(await prune(shop.desk, plan, 'database', remove)).toEqual({ removed: 2, left: 0 });
  expect(removed).toEqual([upon, base]);
  expect((await rows()).map(({ gone_why: why }) => why)).toEqual(['expired', 'expired', null, null]);
  const events = await eventsOf(shop.db, 'backup:shop/database');
  expect(events.map(({ kind, data }) => [kind, data])).toMatchObject([['let go', { copy: base, why: 'expired' }]]);
  expect(stays).not.toBe(base);
  await addCopy(shop.db, ago(40));
  await prune(shop.desk, plan, 'database', remove);
  const whole = await eventsOf(shop.db, 'backup:shop/database');
  expect([whole.length, brokenAt(whole)]).toEqual([2, undefined]);
});

describe('what stays:', () => {
  test('the last good one, however much fails after it', async () => {
    const good = await addCopy(shop.db, ago(400));
    for (const age of [300, 200, 2]) await addCopy(shop.db, ago(age), { status: 'failed', made_at: null });
    await addCopy(shop.db, ago(100), { status: 'damaged' });
    await prune(shop.desk, plan, 'database', remove);
    const left = (await rows()).filter(({ deleted_at: at }) => at === null).map(({ id }) => id);
    expect([left[0], left.length]).toEqual([good, 2]);
  });

  test('one from which something is being restored', async () => {
    const { base } = await three();
    await addTest(shop.db, ago(0), { copy: base, status: 'running', ended_at: null });
    await prune(shop.desk, plan, 'database', remove);
    expect((await rows())[0]!.deleted_at).toBeNull();
  });

  test('each place’s last one', async () => {
    await addCopy(shop.db, ago(100), { place: '/mnt/b' });
    await addCopy(shop.db, ago(1), { place: '/mnt/a' });
    expect(await prune(shop.desk, plan, 'database', remove)).toEqual({ removed: 0, left: 0 });
  });

  test('other data', async () => {
    await addCopy(shop.db, ago(40), { backup: 'other', of: 'other' });
    await addCopy(shop.db, ago(30), { backup: 'other', of: 'other' });
    await three();
    await prune(shop.desk, plan, 'database', remove);
    expect((await rows()).slice(0, 2).every(({ deleted_at: at }) => at === null)).toBe(true);
  });
});

test('what could not be deleted does not count any more, and is deleted the next time', async () => {
  const { base } = await three();
  const stuck: Remove = (copy) => (copy.id === base ? Promise.reject(new Error('away')) : remove(copy, []));
  expect(await prune(shop.desk, plan, 'database', stuck)).toEqual({ removed: 1, left: 1 });
  const [first] = await rows();
  expect([first!.gone_why, first!.removed_at]).toEqual(['expired', null]);
  expect(await prune(shop.desk, plan, 'database', remove)).toEqual({ removed: 1, left: 0 });
});

test('killed at any statement, the next time leaves what once would have', async () => {
  const statements = await everyDeath(async (death) => {
    const { base, upon } = await three();
    const result = await dieAt(shop, death, (desk) => prune(desk, plan, 'database', remove));
    await prune(shop.desk, plan, 'database', remove);
    const all = await rows();
    const name = JSON.stringify(death);
    expect(
      all.map(({ gone_why: why, removed_at: at }) => [why, at !== null]),
      name,
    ).toEqual([
      ['expired', true],
      ['expired', true],
      [null, false],
      [null, false],
    ]);
    expect(
      [...new Set(removed)].toSorted((a, b) => a - b),
      name,
    ).toEqual([base, upon]);
    expect(await eventsOf(shop.db, 'backup:shop/database'), name).toHaveLength(1);
    for (const table of ['copy', 'event'] as const) await shop.db.deleteFrom(table).execute();
    return result;
  });
  expect(statements).toBeGreaterThan(6);
});
