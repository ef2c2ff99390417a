/** Who asks for help is recognised by their whole address, else by the longest domain; tier and contact follow. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { applyPlan } from '../../services/plan/apply.ts';
import { planAt } from '../../services/plan/history.ts';
import { shopPlan } from '../domain/support.ts';
import { admin, startShop, tellings } from './support.ts';
import type { Shop } from './support.ts';

const written = (carla: string) => (text: string) =>
  text.replace(
    '  bolt: { domains: [bolt.example], tier: basic }',
    `  bolt: { domains: [labs.acme.example, bolt.example], tier: basic, contact: ion }
  carla: { addresses: [${carla}], tier: gold, contact: ion }`,
  );
let shop: Shop;
beforeAll(async () => void (shop = await startShop(shopPlan(written('Carla@bolt.example, c@mail.example')))));
afterAll(() => shop.stop());

const known = async (email: string) => {
  const { state, tier } = await shop.row(await shop.open({ requester: { email } }));
  return [state.customer, tier];
};

test.each([
  ['carla@bolt.example', ['carla', 'gold']],
  ['CARLA@Bolt.example', ['carla', 'gold']],
  ['c@mail.example', ['carla', 'gold']],
  ['other@bolt.example', ['bolt', 'basic']],
  ['joe@labs.acme.example', ['bolt', 'basic']],
  ['joe@x.labs.acme.example', ['bolt', 'basic']],
  ['joe@acme.example', ['acme', 'gold']],
  ['joe@xacme.example', [null, null]],
  ['d@mail.example', [null, null]],
])('%s is %j', async (email, expected) => expect(await known(email)).toEqual(expected));

test('their contact is told as the one of a domain is', async () => {
  const reference = await shop.open({ requester: { email: 'c@mail.example' } });
  shop.pass(5 * 3_600_000);
  await shop.act(reference, 'comment', { text: 'x', public: false });
  expect(tellings(await shop.whole(reference))).toContainEqual('escalated:critical:5 ion');
});

test('no version of the plan holds such an address, and another one is in force at once', async () => {
  const versions = await shop.db.selectFrom('plan_version').selectAll().execute();
  expect(JSON.stringify(versions)).not.toMatch(/carla@|mail\.example/i);
  expect(JSON.stringify(await planAt(shop.desk, admin, 'shop'))).toContain('carla');
  const applied = await applyPlan(shop.desk, shopPlan(written('new@mail.example')), 'admin');
  expect([applied.changed, applied.changes.map(({ sentence }) => sentence)]).toEqual([
    false,
    ['single addresses of customers changed'],
  ]);
  expect(await known('c@mail.example')).toEqual([null, null]);
  expect(await known('new@mail.example')).toEqual(['carla', 'gold']);
});
