/** A change begins what the plan does on it, once, and stands in the logbook; one on which nothing is done is refused. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { personOfPlan } from '../../services/access/caller.ts';
import { tellChange } from '../../services/change/tell.ts';
import { documents } from '../../services/document/list.ts';
import { logbook } from '../../services/logbook/show.ts';
import { schedule } from '../../services/schedule/show.ts';
import { shopPlan } from '../domain/support.ts';

import { admin, ana, startShop } from './support.ts';
import type { Shop } from './support.ts';

const plan = shopPlan(
  (text) => `${text}reviews:
  prices: { every: on change, on change of: [Prices, Discounts], owner: ana }
documents:
  manual: { title: Orders on paper, file: docs/manual.md, owner: ana, on change of: prices, holds: [Forms] }
  guide: { file: "https://shop.example/guide", owner: ana, review: quarter }
  old: docs/old.md
checks:
  import: { every: on change, on change of: The price  list, http: "https://shop.example" }
`,
);
let shop: Shop;
beforeAll(async () => void (shop = await startShop(plan)));
afterAll(() => shop.stop());

const tell = (what: string, key: string | null = null, more: object = {}, caller = ana) =>
  tellChange(shop.desk, caller, { plan: 'shop', what, ...more }, key);

test('everything that waits for it begins, by whatever letters it is said', async () => {
  const { began } = await tell(' PRICES');
  expect(began.map(({ name }) => name)).toEqual(['reviews/prices', 'documents/manual']);
  const one = await shop.row(began[1]!.what);
  expect(one).toMatchObject({ title: 'Review: Orders on paper', type: 'task' });
  expect(one.description).toMatch(/Is it still right and complete\?[^]*`docs\/manual\.md`\n\n- \[ \] Forms/);
  expect((await schedule(shop.desk, admin, { plan: 'shop', name: 'reviews/prices' })).last).toMatchObject({
    what: began[0]!.what,
    why: 'change',
    askedBy: 'ana',
  });
});

test('the same key is the same change', async () => {
  const [first, again] = [await tell('Discounts', 'k'), await tell('Discounts', 'k')];
  expect(again).toEqual(first);
  expect((await tell('Discounts', 'k2')).began[0]).not.toEqual(first.began[0]);
});

test('it stands in the logbook', async () => {
  await tell('Prices', null, { reference: 'a1b2c3', note: 'Ten percent' });
  const { items } = await logbook(shop.desk, admin, { plan: 'shop', q: 'percent', limit: 5 });
  expect(items).toMatchObject([{ kind: 'configuration', title: 'Prices', reference: 'a1b2c3', text: 'Ten percent' }]);
});

test('a check that waits for it is looked at', async () => {
  expect(await tell('the price list')).toMatchObject({ began: [], checks: ['check/import'] });
  const row = await shop.db.selectFrom('monitor').selectAll().where('name', '=', 'check/import').executeTakeFirst();
  expect(row!.asked_at).not.toBeNull();
});

test('one that nothing waits for is refused with those that there are', async () =>
  expect(tell('The weather')).rejects.toThrow(
    'The plan shop does nothing on a change of "The weather": it knows Prices, Discounts, The price  list.',
  ));

test('who may not work on tickets may not', async () =>
  expect(tell('Prices', null, {}, { ...personOfPlan('k', 'ana', plan.plan), may: ['see'] })).rejects.toThrow('"work"'));

test('the inventory says what is due, what was looked over and what nobody looks at', async () => {
  const states = async () =>
    (await documents(shop.desk, admin, 'shop')).map(({ name, status, review }) => [name, status, review]);
  expect(await states()).toEqual([
    ['documents/manual', 'overdue', 'on change'],
    ['documents/guide', 'new', 'quarter'],
    ['documents/old', 'not reviewed', null],
  ]);
  const before = await documents(shop.desk, admin, 'shop');
  for (;;) {
    const { ticket } = (await documents(shop.desk, admin, 'shop'))[0]!;
    if (ticket === null) break;
    await shop.act(ticket, 'resolve', { note: 'Still right' });
  }
  expect(before[0]!.reviewedAt).toBeNull();
  expect((await documents(shop.desk, admin, 'shop'))[0]).toMatchObject({
    status: 'reviewed',
    reviewedAt: expect.any(Number),
    owner: ['ana'],
    file: 'docs/manual.md',
  });
});
