/** Open work is moved to a version once, whatever is repeated or killed, and however much it is. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { Rules } from '../../domain/plan.ts';
import type { Desk } from '../../services/desk.ts';
import { migrateIncidents } from '../../services/plan/migrate.ts';
import { shopText } from '../domain/support.ts';

import { dying } from './dying.ts';
import { mover, quicker, withoutP4 } from './moving.ts';
import { admin, startShop } from './support.ts';
import type { Shop } from './support.ts';

let shop: Shop;
beforeEach(async () => void (shop = await startShop()));
afterEach(() => shop.stop());
const { submit, move, versionOf } = mover(() => shop);

describe('twice is once', () => {
  test('with the same key', async () => {
    const reference = await shop.open();
    const first = await move(quicker, {}, admin, 'k');
    const whole = await shop.whole(reference);
    expect(await move(quicker, {}, admin, 'k')).toEqual(first);
    expect(await shop.whole(reference)).toEqual(whole);
  });

  test('and with another', async () => {
    const reference = await shop.open();
    await move(quicker);
    const whole = await shop.whole(reference);
    expect((await move(quicker)).migration).toEqual({ moved: 1, left: 0, staying: [], hidden: 0 });
    expect(await shop.whole(reference)).toEqual(whole);
  });

  test('and by two at once', async () => {
    const all: string[] = [];
    for (let i = 0; i < 10; i++) all.push(await shop.open());
    await submit(quicker);
    const [one, other] = await Promise.all([move(quicker), move(quicker)]);
    expect([one.migration!.staying, other.migration!.staying]).toEqual([[], []]);
    for (const reference of all)
      expect((await shop.kinds(reference)).filter((kind) => kind === 'migrated')).toHaveLength(1);
  });

  test('work that stayed behind is moved to the version in force later', async () => {
    const reference = await shop.open();
    await submit(quicker);
    expect(await move(quicker)).toMatchObject({ changed: false, version: 2, migration: { moved: 1 } });
    expect(await versionOf(reference)).toBe(2);
  });

  test('nothing is moved to a version that is in force no more', async () => {
    const reference = await shop.open();
    await submit(quicker);
    await submit(shopText);
    const to = { slug: 'shop', version: 2, retroactive: true };
    expect(await migrateIncidents(shop.desk, admin, to)).toEqual({ moved: 0, left: 0, staying: [], hidden: 0 });
    expect(await versionOf(reference)).toBe(1);
  });
});

test('of many some are moved at a time, until none is left', async () => {
  for (let i = 0; i < 3; i++) await shop.open({ severity: 'P4' });
  for (let i = 0; i < 251; i++) await shop.open();
  const [one, two] = [(await move(withoutP4)).migration!, (await move(withoutP4)).migration!];
  expect([one.moved, one.moved + one.left]).toEqual([250, 251 + 3 - one.staying.length]);
  expect([two.moved, two.left, two.staying.length]).toEqual([251, 0, 3]);
});

test('killed between any two statements, each is moved whole or not at all, and again moves the rest', async () => {
  const opened = [await shop.open(), await shop.open()];
  await submit(quicker);
  const to = { slug: 'shop', version: 2, retroactive: true };
  const initial = await Promise.all(opened.map((one) => shop.whole(one)));
  let statements = 0;
  for (let lived = false; !lived;) {
    statements += 1;
    for (const when of ['before', 'after'] as const) {
      const { db, end } = dying(shop.url, { at: statements, when });
      const desk: Desk = { ...shop.desk, db, rules: new Map<string, Promise<Rules>>() };
      lived ||= await migrateIncidents(desk, admin, to).then(
        () => true,
        () => false,
      );
      await end().catch(() => undefined);
      for (const reference of opened) {
        const { row, events, brokenAt } = await shop.whole(reference);
        expect([row!.plan_version, events.filter(({ kind }) => kind === 'migrated').length, brokenAt]).toEqual(
          row!.plan_version === 2 ? [2, 1, undefined] : [1, 0, undefined],
        );
      }
    }
  }
  expect(statements).toBeGreaterThan(8);
  expect(await migrateIncidents(shop.desk, admin, to)).toMatchObject({ moved: 2, left: 0 });
  for (const [index, reference] of opened.entries())
    expect((await shop.whole(reference)).events).toHaveLength(initial[index]!.events.length + 1);
});
