/** What is said about a parent reaches all of its children or none, once, whoever is killed or acts on them at the same time. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Desk } from '../../services/desk.ts';
import { act } from '../../services/incident/act.ts';

import { dieAt, everyDeath } from './deaths.ts';
import { admin, startShop, tellings } from './support.ts';
import type { Shop } from './support.ts';

let shop: Shop;
beforeAll(async () => void (shop = await startShop()));
afterAll(() => shop.stop());

/** The middle one of three is the parent, so that locks in the order of references begin with a child. */
async function family() {
  const requester = { email: 'joe@joe.example' };
  const [first, parent, last] = [
    await shop.open({ severity: 'P2', requester }),
    await shop.open({ severity: 'P2' }),
    await shop.open({ severity: 'P2', requester }),
  ];
  for (const child of [first, last]) await shop.act(child, 'link', { to: parent, as: 'child' });
  return { parent, children: [first, last] };
}
const told = async (reference: string) =>
  tellings(await shop.whole(reference)).filter((one) => one.startsWith('parent:'));

test('killed between any two statements', { timeout: 60_000 }, async () => {
  const body = { text: 'A cable is cut.', public: true };
  const statements = await everyDeath(async (death) => {
    const { parent, children } = await family();
    const work = (desk: Desk) => act(desk, admin, { reference: parent, verb: 'comment', body, key: 'k' });
    const result = await dieAt(shop, death, work);
    const said = (await shop.kinds(parent)).includes('commented') ? 1 : 0;
    for (const child of children) expect(await told(child), JSON.stringify(death)).toHaveLength(said);
    await work(shop.desk);
    for (const child of children) {
      expect(await told(child), JSON.stringify(death)).toEqual(['parent:act:k-admin:k requester']);
      expect((await shop.whole(child)).brokenAt).toBeUndefined();
    }
    return result;
  });
  expect(statements).toBeGreaterThan(12);
});

test('the children’s workflows are woken', async () => {
  const { parent, children } = await family();
  shop.stirs.length = 0;
  await shop.act(parent, 'comment', { text: 'A cable is cut.', public: true });
  expect(shop.stirs.toSorted()).toEqual(
    [...children.map((one) => `${one} parent-news`), `${parent} commented`].toSorted(),
  );
});

test('while others act on parent and children, all of it happens', async () => {
  const { parent, children } = await family();
  const all = Array.from({ length: 8 }, (_, index) => [parent, ...children][index % 3]!);
  const say = (one: string, index: number) => shop.act(one, 'comment', { text: `${index}`, public: true });
  await Promise.all([...all.map(say), ...all.map(say)]);
  const times = all.filter((one) => one === parent).length * 2;
  for (const child of children) expect(await told(child)).toHaveLength(times);
});
