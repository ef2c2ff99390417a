/** What has come round is begun once for each instant, whoever asks however often; what the plan has no more is not. */
import { afterAll, beforeEach, beforeAll, expect, test } from 'vitest';

import { applyPlan } from '../../services/plan/apply.ts';
import { begin } from '../../services/schedule/begin.ts';
import { shopPlan } from '../domain/support.ts';

import { startShop, tellings } from './support.ts';
import type { Shop } from './support.ts';

const plan = shopPlan((text) => `${text}reviews:\n  access: { every: month, owner: [support, ana], within: 3 days }\n`);
let shop: Shop;
let instant = Date.parse('2026-11-02T07:00:00.000Z');
beforeAll(async () => void (shop = await startShop(plan)));
afterAll(() => shop.stop());
beforeEach(async () => {
  await applyPlan(shop.desk, plan, 'admin');
  instant += 1000;
});

const asked = (more: object = {}) =>
  begin(shop.desk, { plan: 'shop', name: 'reviews/access', nominalAt: instant, ...more });

test('its ticket is the first owner’s, and all of them are told', async () => {
  const whole = await shop.whole((await asked())!);
  expect(whole.row!.state.assignee).toBe('ion');
  expect(tellings(whole)).toEqual(['opened ana', 'opened eva', 'opened ion']);
});

test('it is Guardia itself that opens it, for the instant it was due', async () => {
  const { events } = await shop.whole((await asked())!);
  expect(events[0]).toMatchObject({ kind: 'opened', by: null, due_at: instant });
});

test('its workflow is woken', async () => {
  const reference = await asked();
  expect(shop.stirs).toContain(`${reference} opened`);
});

test('20 at once for the same instant are one', async () => {
  const before = await shop.incidents();
  const answers = await Promise.all(Array.from({ length: 20 }, () => asked()));
  expect([new Set(answers).size, (await shop.incidents()) - before]).toEqual([1, 1]);
});

test('another instant is another ticket, though the last is open', async () => {
  const first = await asked();
  instant += 1000;
  expect(await asked()).not.toBe(first);
});

test('what was begun stands, though the review is another one by now or gone', async () => {
  const first = await asked();
  await applyPlan(
    shop.desk,
    shopPlan((text) => `${text}reviews:\n  access: { every: week, owner: eva }\n`),
    'admin',
  );
  expect(await asked()).toBe(first);
  await applyPlan(shop.desk, shopPlan(), 'admin');
  expect(await asked()).toBe(first);
});

test.each([
  ['a review that the plan does not have', { name: 'reviews/other' }],
  ['a plan that there is not', { plan: 'nowhere' }],
  ['another chapter', { name: 'procedures/access' }],
  ['what every object has', { name: 'reviews/constructor' }],
])('%s begins nothing', async (_, wrong) => {
  const before = await shop.incidents();
  expect(await asked(wrong)).toBeNull();
  expect(await shop.incidents()).toBe(before);
});

test('the same review of another plan is another', async () => {
  const other = shopPlan((text) =>
    `${text}reviews:\n  access: { every: month, owner: ana }\n`
      .replace('plan: shop', 'plan: stall')
      .replace('reference: SHO', 'reference: STA'),
  );
  await applyPlan(shop.desk, other, 'admin');
  expect([await asked(), await asked({ plan: 'stall' })]).toEqual([
    expect.stringMatching(/^SHO/),
    expect.stringMatching(/^STA/),
  ]);
});
