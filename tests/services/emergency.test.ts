/** The test of the emergency contacts, begun by its schedule or by people, and what it proves of whom. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { personOfPlan } from '../../services/access/caller.ts';
import { emergency } from '../../services/emergency/show.ts';
import { test as begin } from '../../services/emergency/test.ts';
import { verify } from '../../services/incident/verify.ts';
import { applyPlan } from '../../services/plan/apply.ts';
import { begin as comesRound } from '../../services/schedule/begin.ts';
import { shopPlan } from '../domain/support.ts';
import { planFile } from '../support/plan.ts';

import { admin, ana, minute, startShop, tellings } from './support.ts';
import type { Shop } from './support.ts';

const rotations = 'rotations: { primary: { members: [ion], every: 1 week } }\n';
const plan = (more = ', test: { every: quarter, within: 1h }') =>
  shopPlan(
    (text) =>
      `${text}${rotations}emergency: { contacts: [lead, { who: rotation primary, hours: office }, support]${more} }\n`,
  );
let shop: Shop;
beforeAll(async () => void (shop = await startShop(plan())));
afterAll(() => shop.stop());

const nominalAt = Date.parse('2027-01-01T07:00:00.000Z');
const round = () => comesRound(shop.desk, { plan: 'shop', name: 'emergency/test', nominalAt });
const list = async () => (await emergency(shop.desk, admin))[0]!;
const proofs = async () =>
  (await list()).contacts.map(({ who, people }) => [who, people.map(({ person, provenAt }) => [person, provenAt])]);

test('nobody is proven before the first', async () => {
  expect(await proofs()).toEqual([
    ['lead', [['ana', null]]],
    ['rotation primary', [['ion', null]]],
    [
      'support',
      [
        ['ion', null],
        ['eva', null],
      ],
    ],
  ]);
  expect(await list()).toMatchObject({ plan: 'shop', last: null, test: { every: 'quarter' } });
});

test('it comes round as one ticket that every contact is told of, once each', async () => {
  const [first, second] = await Promise.all([round(), round()]);
  expect(first).toBe(second);
  const whole = await shop.whole(first!);
  expect(tellings(whole)).toEqual(['opened ana', 'opened eva', 'opened ion']);
  expect(whole.row!.state).toMatchObject({ assignee: null, acknowledgedAt: null, status: 'received', type: 'task' });
  expect((await list()).last).toMatchObject({ reference: first, state: 'running' });
});

test('whoever answers is proven at that instant, and the others are not', async () => {
  const reference = await round();
  shop.pass(minute);
  await shop.act(reference!, 'acknowledge', {}, ana);
  const at = shop.desk.now();
  const [[, [[, provenAt]]]] = (await proofs()) as [[string, [[string, number]]]];
  expect(Math.abs(provenAt - at)).toBeLessThan(5000);
  await shop.act(reference!, 'acknowledge', {}, { ...ana, id: 'k-eva', by: 'eva' });
  const proven = (await list()).contacts.flatMap(({ people }) => people.filter((one) => one.provenAt !== null));
  expect(proven.map(({ person }) => person)).toEqual(['ana', 'eva']);
  expect((await list()).last!.state).toBe('met');
});

test('what is acknowledged of other tickets proves nothing', async () => {
  const reference = await shop.open();
  await shop.act(reference, 'acknowledge', {}, { ...ana, id: 'k-ion', by: 'ion' });
  expect((await proofs())[1]).toEqual(['rotation primary', [['ion', null]]]);
});

test('people begin one when they like, and a repeated request is the same', async () => {
  const asked = () => begin(shop.desk, ana, 'shop', 'once');
  const before = await shop.incidents();
  const [first, second] = [await asked(), await asked()];
  expect([first === second, (await shop.incidents()) - before]).toEqual([true, 1]);
  expect((await shop.whole(first)).events[0]).toMatchObject({ kind: 'opened', by: 'ana', due_at: null });
  // The latest counts, also for who was proven before.
  shop.pass(minute);
  await shop.act(first, 'acknowledge', {}, ana);
  expect((await list()).contacts[0]!.people[0]).toMatchObject({ person: 'ana', reference: first });
});

test('at the last answer it is resolved and closed, its clocks as its events tell them', async () => {
  const reference = await begin(shop.desk, ana, 'shop', 'all');
  for (const by of ['ana', 'eva', 'ion']) {
    expect((await shop.row(reference)).status).toBe('received');
    await shop.act(reference, 'acknowledge', {}, { ...ana, id: `k-${by}`, by });
  }
  expect(await shop.row(reference)).toMatchObject({ status: 'closed', escalated: false });
  expect(await verify(shop.desk, admin, reference)).toMatchObject({ holds: true });
});

test('a contact answers in the hours of its calendar', async () => {
  const { calendars } = await [...shop.desk.rules.values()].at(-1)!;
  const open = calendars['office']!.open as readonly number[];
  const next = open.find((at, index) => index % 2 === 0 && at > shop.desk.now())!;
  shop.pass(next - minute - shop.desk.now());
  expect((await list()).contacts[1]).toMatchObject({ answersNow: false, answersFrom: next });
  shop.pass(2 * minute);
  expect((await list()).contacts[1]).toMatchObject({ hours: 'office', answersNow: true, answersFrom: null });
  shop.pass(9 * 60 * minute);
  expect((await list()).contacts.map(({ answersNow }) => answersNow)).toEqual([true, false, true]);
});

test('who may not reach the plan sees nothing of it and begins nothing', async () => {
  const stranger = { ...ana, id: 'k', by: 'x', plan: 'other' };
  expect(await emergency(shop.desk, stranger)).toEqual([]);
  await expect(begin(shop.desk, stranger, 'shop', 'x')).rejects.toThrow('There is no plan "shop".');
});

test('without a test in the plan none is begun, by the clock or by people', async () => {
  await applyPlan(shop.desk, plan(''), 'admin');
  await expect(begin(shop.desk, admin, 'shop', 'y')).rejects.toThrow(
    'The plan "shop" has no test of its emergency contacts: write `emergency.test`.',
  );
  expect(await comesRound(shop.desk, { plan: 'shop', name: 'emergency/test', nominalAt: nominalAt + 1000 })).toBeNull();
  expect((await list()).test).toBeNull();
  await applyPlan(shop.desk, shopPlan(), 'admin');
  expect(await emergency(shop.desk, admin)).toEqual([]);
});

test.each(['voip', 'calendar'])('the plan %s can be tested', async (slug) => {
  const compiled = await planFile(slug);
  await applyPlan(shop.desk, compiled, 'admin');
  const caller = personOfPlan('k-p', compiled.plan.people[0]!, compiled.plan);
  const { row } = await shop.whole(await begin(shop.desk, caller, slug, slug));
  expect(row!.state.clocks.map(({ rule }) => rule)).toEqual(['emergency.test.within']);
});

test('fields that people must fill in are none of it, nor are categories in its way', async () => {
  const fields = 'fields: { loan: { type: text, required: true } }\ncategories: { billing: {} }\n';
  const more = 'emergency: { contacts: [eva], test: { every: month, within: 1h } }\n';
  await applyPlan(
    shop.desk,
    shopPlan((text) => text + fields + more),
    'admin',
  );
  expect(await begin(shop.desk, ana, 'shop', 'fields')).toMatch(/^SHO-/);
});
