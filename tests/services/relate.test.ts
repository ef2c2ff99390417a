/** Links between tickets: both sides say them, none comes round to itself, and nobody sees through them what is hidden. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { LinkedAs } from '../../domain/incident/relations.ts';
import { administrator } from '../../services/access/caller.ts';
import type { Caller } from '../../services/access/caller.ts';
import { addRelation, removeRelation } from '../../services/incident/relate.ts';
import { show } from '../../services/incident/show.ts';
import { applyPlan } from '../../services/plan/apply.ts';
import { shopPlan } from '../domain/support.ts';

import { admin, ana, startShop } from './support.ts';
import type { Shop } from './support.ts';

let shop: Shop;
let [a, b, c] = ['', '', ''];
beforeAll(async () => {
  shop = await startShop();
  await applyPlan(
    shop.desk,
    shopPlan((text) => text.replace('plan: shop', 'plan: stall').replace('SHO', 'STA')),
    'admin',
  );
});
afterAll(() => shop.stop());
beforeEach(
  async () => void ([a, b, c] = [await shop.open({ title: 'A' }), await shop.open({ title: 'B' }), await shop.open()]),
);

const link = (reference: string, as: LinkedAs, to: string, caller: Caller = admin) =>
  shop.db.transaction().execute((tx) => addRelation(tx, caller, { reference, plan: 'shop', as, to, at: 1 }));
const unlink = (reference: string, to: string) =>
  shop.db.transaction().execute((tx) => removeRelation(tx, reference, to));
const said = async (reference: string, caller: Caller = admin) =>
  (await show(shop.desk, caller, reference)).relations.map(({ as, to }) => `${as} ${to}`);

test.each<[LinkedAs, string]>([
  ['related', 'related'],
  ['duplicate', 'duplicated by'],
  ['parent', 'child'],
  ['child', 'parent'],
  ['causes', 'caused by'],
  ['caused by', 'causes'],
])('%s is %s from there', async (as, there) => {
  await link(a, as, b);
  expect([await said(a), await said(b), await said(c)]).toEqual([[`${as} ${b}`], [`${there} ${a}`], []]);
});

test('it says what is on the other side, and how that stands', async () => {
  await link(a, 'related', b);
  await shop.act(b, 'start', {});
  expect((await show(shop.desk, admin, a)).relations).toEqual([
    { as: 'related', to: b, title: 'B', status: 'in_progress' },
  ]);
});

test('an article and a change are what somebody wrote, never a ticket of that name', async () => {
  await link(a, 'article', 'KB-12');
  await link(a, 'change', 'hotfix/123');
  await link(a, 'change', b);
  const none = { title: null, status: null };
  const { relations } = await show(shop.desk, admin, a);
  expect(relations).toHaveLength(3);
  expect(relations).toEqual(
    expect.arrayContaining([
      { as: 'change', to: b, ...none },
      { as: 'article', to: 'KB-12', ...none },
      { as: 'change', to: 'hotfix/123', ...none },
    ]),
  );
  expect(await said(b)).toEqual([]);
});

describe('refused', () => {
  test('to itself', () => expect(link(a, 'related', a)).rejects.toThrow(`${a} cannot be linked to itself.`));
  test('to none', () => expect(link(a, 'related', 'SHO-999')).rejects.toThrow('There is no incident SHO-999.'));
  test('to what is no reference', () => expect(link(a, 'related', "x'\0")).rejects.toThrow('There is no incident'));
  test('to another plan’s, which others do not even hear of', async () => {
    const { reference } = { reference: await shop.open({ plan: 'stall' }) };
    await expect(link(a, 'parent', reference)).rejects.toThrow('belongs to the plan stall');
    await expect(link(a, 'parent', reference, ana)).rejects.toThrow(`There is no incident ${reference}.`);
  });
  test('twice, from either side', async () => {
    await link(a, 'related', b);
    await expect(link(b, 'related', a)).rejects.toThrow(`${b} and ${a} are linked so already.`);
    await link(a, 'parent', b);
    await expect(link(b, 'child', a)).rejects.toThrow('are linked so already');
  });
  test('a second parent', async () => {
    await link(a, 'parent', b);
    await expect(link(b, 'child', c)).rejects.toThrow(`${b} is a child of ${a} already: unlink it there first.`);
  });
  test('a second original', async () => {
    await link(a, 'duplicate', b);
    await expect(link(a, 'duplicate', c)).rejects.toThrow(`${a} is a duplicate of ${b} already`);
  });
  test.each<LinkedAs>(['parent', 'child', 'causes', 'duplicate'])('a circle of %s', async (as) => {
    await link(a, as, b);
    await link(b, as, c);
    await expect(link(c, as, a)).rejects.toThrow('it would come round to itself');
  });
});

test('four who close a circle at once do not', async () => {
  const d = await shop.open();
  await Promise.all([link(a, 'parent', b), link(c, 'parent', d)]);
  const results = await Promise.allSettled([link(b, 'parent', c), link(d, 'parent', a)]);
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('unlinking takes away all that ties the two, from either side', async () => {
  await link(a, 'related', b);
  await link(a, 'causes', b);
  await link(a, 'related', c);
  expect((await unlink(b, a)).toSorted()).toEqual(['caused by', 'related']);
  expect(await said(a)).toEqual([`related ${c}`]);
  await expect(unlink(a, b)).rejects.toThrow(`${a} and ${b} are not linked.`);
});

test('a person does not see a relation to what is hidden from them', async () => {
  const secret = await shop.open({ type: 'security' });
  await link(a, 'related', secret);
  await link(a, 'related', b);
  const blind: Caller = { ...administrator('k-blind', 'shop'), hidden: ['security'] };
  expect(await said(a, blind)).toEqual([`related ${b}`]);
  await expect(link(c, 'related', secret, blind)).rejects.toThrow(`There is no incident ${secret}.`);
});
