/** A procedure begins by the clock at its hour; paused it begins nothing, goes on by itself and says what it left out. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { shopPlan } from '../domain/support.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const day = 86_400_000;
const plan = `procedures:
  tidy: { title: Tidy up, every: day 03:30, owner: lead, steps: [{ do: Close what nobody asks about }] }
`;
interface Past {
  readonly local: string;
  readonly nominalAt: string;
  readonly outcome: string;
  readonly what: string | null;
  readonly reason: string | null;
  readonly lateMs: number;
}
const path = '/api/schedules/shop/procedures%2Ftidy';
let world: World;
let history: Past[];
beforeAll(async () => {
  world = await startWorld({ plan: shopPlan((text) => text + plan) });
  await world.reconcile();
  const until = new Date(world.desk.now() + day).toISOString();
  const paused = await world.request('POST', `${path}/pause`, { reason: 'The shop is closed', until });
  expect(paused.status, JSON.stringify(paused.body)).toBe(200);
  await world.travel(4 * day);
  history = (await world.request('GET', path)).body.history.toReversed();
}, 60_000);
afterAll(() => world.stop());

test('the night of the pause is left out, with its reason; then it goes on by itself', () =>
  expect(history.map(({ outcome, reason }) => [outcome, reason])).toEqual([
    ['skipped', 'The shop is closed'],
    ['begun', null],
    ['begun', null],
    ['begun', null],
  ]));

test('at its hour by the clocks on the wall', () =>
  expect(history.map(({ local }) => local.slice(11))).toEqual(Array(4).fill('03:30:00')));

test('each time is a run of its own, begun at once, for that instant', async () => {
  const [, ...begun] = history;
  expect(Math.max(...begun.map(({ lateMs }) => lateMs))).toBeLessThan(10_000);
  const { items } = (await world.request('GET', '/api/runs?plan=shop')).body;
  expect(items.map((run: { reference: string }) => run.reference).toReversed()).toEqual(begun.map(({ what }) => what));
});
