/** What an earlier release stored is read and goes on: a plan whose policies were nothing but their steps, an incident with fewer fields. */
import { afterEach, beforeEach, expect, test } from 'vitest';

import { show } from '../../services/incident/show.ts';
import { advance } from '../../services/incident/advance.ts';
import { rulesOf } from '../../services/plan/rules.ts';
import { shopPlan } from '../domain/support.ts';

import { admin, minute, startShop, tellings } from './support.ts';
import type { Shop } from './support.ts';

let shop: Shop;
let reference: string;
beforeEach(async () => {
  const emergency = shopPlan((text) => `${text}emergency: { contacts: [eva] }\n`);
  shop = await startShop(emergency);
  reference = await shop.open();
  await shop.db
    .updateTable('plan_version')
    .set({ compiled: await olderPlan() })
    .execute();
  await shop.db
    .updateTable('incident')
    .set({ state: await olderState() })
    .execute();
  shop.desk.rules.clear();
});
afterEach(() => shop.stop());

const without = (stored: object, names: string): object =>
  Object.fromEntries(Object.entries(stored).filter(([name]) => !names.split(' ').includes(name)));

/** As the first release compiled it. */
async function olderPlan(): Promise<string> {
  const { compiled } = await shop.db.selectFrom('plan_version').select('compiled').executeTakeFirstOrThrow();
  const policies = Object.fromEntries(
    Object.entries(compiled.policies).map(([name, { steps }]) => [name, steps.map((one) => without(one, 'calendar'))]),
  );
  const targets = compiled.targets.map((row) => without(row, 'from'));
  const later = 'impacts may restricted levels pauses phases clocks reviews schedules emergency rotations';
  return JSON.stringify({ ...without(compiled, later), policies, targets });
}

/** As the first release stored it. */
async function olderState(): Promise<string> {
  const { state } = await shop.row(reference);
  const later = 'level holds kept anchors rounds statusSince snoozedUntil tally phase phases leftIn announced';
  return JSON.stringify({ ...without(state, later), clocks: state.clocks.map((clock) => without(clock, 'start')) });
}

test('its policies have the same steps, at any hour, do not lapse and tell nobody in the end', async () => {
  const { plan } = await rulesOf(shop.desk, shop.db, 'shop', 1);
  expect(plan.policies).toEqual(
    Object.fromEntries(
      Object.entries(shopPlan().plan.policies).map(([name, { steps }]) => [
        name,
        { steps, lapseMs: null, exhausted: [] },
      ]),
    ),
  );
});

test('an incident opened under it is paged, nobody but whom it told then, and acknowledged and resolved', async () => {
  for (let passed = 0; passed < 12; passed += 1) {
    shop.pass(10 * minute + 1);
    await advance(shop.desk, reference);
  }
  const told = new Set(tellings(await shop.whole(reference)).map((one) => one.split(' ')[0]));
  const again = [1, 2, 3].map((times) => `escalated:critical:3:again-${times}`);
  expect([...told]).toEqual([...[1, 2, 3].map((step) => `escalated:critical:${step}`), ...again]);
  await shop.act(reference, 'acknowledge', {});
  await shop.act(reference, 'resolve', { note: 'x' });
  expect(await show(shop.desk, admin, reference)).toMatchObject({ status: 'resolved' });
  expect((await shop.whole(reference)).brokenAt).toBeUndefined();
});
