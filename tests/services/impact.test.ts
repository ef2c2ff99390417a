/** A dry run of a plan says what moving open work to it would do. */
import { afterEach, beforeEach, expect, test } from 'vitest';

import { show } from '../../services/incident/show.ts';
import { shopText } from '../domain/support.ts';

import { mover, quicker, withoutP4 } from './moving.ts';
import { admin, hour, minute, startShop } from './support.ts';
import type { Shop } from './support.ts';

let shop: Shop;
beforeEach(async () => void (shop = await startShop()));
afterEach(() => shop.stop());
const { submit, move, versionOf } = mover(() => shop);

test('says of every open incident what moving it would do, the gravest first, and does nothing', async () => {
  const [stuck, sooner] = [await shop.open({ severity: 'P4' }), await shop.open({ title: 'Slow' })];
  await shop.open({ severity: 'P2' });
  shop.pass(10 * minute);
  const before = await shop.whole(sooner);
  const { impact } = await submit(withoutP4, { dryRun: true });
  const { openedAt } = await show(shop.desk, admin, sooner);
  expect(impact).toEqual({
    total: 3,
    unchanged: 1,
    hidden: 0,
    incidents: [
      expect.objectContaining({ reference: stuck, stays: expect.stringContaining('no severity "P4"'), clocks: [] }),
      {
        reference: sooner,
        title: 'Slow',
        severity: 'P1',
        version: 1,
        stays: null,
        unassigned: false,
        clocks: [
          {
            metric: 'response',
            change: 'sooner',
            from: { ms: hour },
            to: { ms: hour / 2 },
            dueBefore: openedAt + hour,
            dueAfter: openedAt + hour / 2,
          },
          {
            metric: 'resolution',
            change: 'sooner',
            from: { ms: 4 * hour },
            to: { ms: 2 * hour },
            dueBefore: openedAt + 4 * hour,
            dueAfter: openedAt + 2 * hour,
          },
        ],
      },
    ],
  });
  expect(await shop.whole(sooner)).toEqual(before);
});

test('says the same that moving then does', async () => {
  const reference = await shop.open({ severity: 'P3' });
  shop.pass(60 * 24 * hour);
  await shop.db.updateTable('incident').set({ next_due_at: null }).execute();
  const other = quicker.replace('["09:00-18:00"]', '["08:00-12:00"]');
  const late = await shop.open({ severity: 'P3' });
  const { impact } = await submit(other, { dryRun: true });
  await move(other);
  const { clocks } = await show(shop.desk, admin, late);
  expect(impact!.incidents.map((one) => one.reference)).toEqual([late]);
  const dues = new Set(impact!.incidents[0]!.clocks.map(({ dueAfter }) => dueAfter));
  expect(dues).toEqual(new Set(clocks.map(({ dueAt }) => dueAt)));
  expect(await versionOf(reference)).toBe(2);
});

test('of what is in force looks at what stayed behind', async () => {
  await shop.open();
  await submit(quicker);
  expect((await submit(quicker, { dryRun: true })).impact).toMatchObject({ total: 1, unchanged: 0 });
});

test('of a new plan has nothing to say', async () => {
  const text = shopText.replace('plan: shop', 'plan: booth').replace('SHO', 'BOO');
  expect((await submit(text, { dryRun: true })).impact).toEqual({ total: 0, unchanged: 0, hidden: 0, incidents: [] });
});
