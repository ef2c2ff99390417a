/** Versions of a plan and who is on call: older ones run on, overrides hold for all of them. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { applyPlan } from '../../services/plan/apply.ts';
import { override } from '../../services/on-call/override.ts';
import { onCall } from '../../services/on-call/show.ts';
import { shopPlan } from '../domain/support.ts';

import { admin, hour, startShop, tellings } from './support.ts';
import type { Shop } from './support.ts';

const planOf = (members: string) =>
  shopPlan((text) =>
    text
      .replace('severities:', `rotations: { primary: { members: ${members}, every: 1 week } }\nseverities:`)
      .replace('{ at: opening, tell: [support] }', '{ at: opening, tell: [rotation primary] }')
      .replace('at: 50% of response, tell: [lead]', 'at: 50% of response, tell: [rotation primary]'),
  );
let shop: Shop;
beforeAll(async () => void (shop = await startShop(planOf('ana'))));
afterAll(() => shop.stop());

const told = async (reference: string) => tellings(await shop.whole(reference));
const now = async () => (await onCall(shop.desk, admin, {})).map((one) => one.now?.person);

test('a new version that leaves the rotation alone leaves every shift where it is', async () => {
  await applyPlan(shop.desk, planOf('[ana, ion, eva]'), 'admin');
  const at = Date.parse('2026-03-02T12:00Z');
  const before = await onCall(shop.desk, admin, { at });
  const again = planOf('[ana, ion, eva]');
  await applyPlan(shop.desk, { ...again, plan: { ...again.plan, title: 'Another title' } }, 'admin');
  expect(await onCall(shop.desk, admin, { at })).toEqual(before);
});

test('what is open keeps its version of a rotation, and the override of its name', async () => {
  await applyPlan(shop.desk, planOf('ana'), 'admin');
  const reference = await shop.open();
  await applyPlan(shop.desk, planOf('ion'), 'admin');
  expect(await now()).toEqual(['ion']);
  expect(await told(reference)).toEqual(['escalated:critical:1 ana']);
  const eva = { plan: 'shop', rotation: 'primary', person: 'eva', until: shop.desk.now() + hour };
  await override(shop.desk, admin, eva, 'once');
  shop.pass(31 * 60_000);
  await shop.act(reference, 'comment', { text: 'Still down.', public: false });
  expect(await told(reference)).toEqual(['escalated:critical:1 ana', 'escalated:critical:2 eva']);
});

test('a version from before there were rotations runs on', async () => {
  const plan = shopPlan();
  await applyPlan(shop.desk, plan, 'admin');
  const { version } = await shop.db.selectFrom('plan').select('version').executeTakeFirstOrThrow();
  const { rotations: _none, ...older } = { ...plan.plan, version };
  const compiled = JSON.stringify(older);
  await shop.db.updateTable('plan_version').set({ compiled }).where('version', '=', version).execute();
  shop.desk.rules.clear();
  expect(new Set(await told(await shop.open()))).toEqual(
    new Set(['escalated:critical:1 ion', 'escalated:critical:1 eva']),
  );
  expect(await now()).toEqual([]);
});
