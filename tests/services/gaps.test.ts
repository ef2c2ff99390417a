/** When nobody will be on call within a week, those who can fill the gap are mailed, once. */
import { afterEach, beforeEach, expect, test } from 'vitest';

import { tellGaps } from '../../services/on-call/gaps.ts';
import { override } from '../../services/on-call/override.ts';
import { applyPlan } from '../../services/plan/apply.ts';
import { shopPlan } from '../domain/support.ts';
import { tellOfShifts } from '../../worker/shifts.ts';

import { admin, hour, startShop } from './support.ts';
import type { Shop } from './support.ts';

const day = 24 * hour;
/** A Tuesday, 07:00 in Bucharest. */
const tuesday = Date.parse('2027-03-02T05:00:00.000Z');
const planOf = (more: string, change = (text: string) => text) =>
  shopPlan((text) =>
    change(
      text.replace(
        'severities:',
        `rotations: { desk: { title: Desk, members: [eva, ion], every: 1 week${more} } }\nseverities:`,
      ),
    ),
  );
let shop: Shop;
beforeEach(async () => {
  shop = await startShop();
  shop.pass(tuesday - shop.desk.now());
});
afterEach(() => shop.stop());

let texts: string[];
/** Looks, and says who was told what. */
async function told(): Promise<string[]> {
  const mails: string[] = [];
  texts = [];
  await tellOfShifts(
    shop.desk,
    async ({ to, subject, text }) => void (mails.push(`${to.name}: ${subject}`), texts.push(text)),
    { gaps: true },
  );
  return mails.toSorted();
}
const gap = (name: string) => `${name}: [shop] Nobody will be on call: Desk`;

test('those who take turns are told when, once', async () => {
  await applyPlan(shop.desk, planOf(', starts: 2027-03-05'), 'admin');
  expect(await told()).toEqual([gap('Eva'), gap('Ion')]);
  expect(texts[0]).toMatch(/- from Tue, 2 Mar 2027, 07:00 EET until Fri, 5 Mar 2027, 09:00 EET/);
  shop.pass(day);
  expect(await told()).toEqual([]);
});

test('where roles say who may override, those are told', async () => {
  const roles = (text: string) =>
    text.replace(/roles: .*/, 'roles: { lead: { members: ana, may: [work, override] }, support: [ion], all: [eva] }');
  await applyPlan(shop.desk, planOf(', starts: 2027-03-05', roles), 'admin');
  expect(await told()).toEqual([gap('Ana')]);
});

test('what is left of a gap that somebody stands in for is no news', async () => {
  await applyPlan(shop.desk, planOf(', starts: 2027-03-05'), 'admin');
  await told();
  const some = { plan: 'shop', rotation: 'desk', person: 'ana', until: tuesday + 2 * day };
  await override(shop.desk, admin, some, 'some');
  expect(await tellGaps(shop.desk)).toBe(0);
});

test('one that somebody stands in for as a whole is none', async () => {
  await applyPlan(shop.desk, planOf(', starts: 2027-03-05'), 'admin');
  const all = { plan: 'shop', rotation: 'desk', person: 'ana', until: tuesday + 4 * day };
  await override(shop.desk, admin, all, 'all');
  expect(await tellGaps(shop.desk)).toBe(0);
});

test('one that never ends is told once a week', async () => {
  await applyPlan(shop.desk, planOf(', starts: 2027-12-05'), 'admin');
  const days: number[] = [];
  for (let date = 0; date < 20; date += 1) {
    if ((await told()).length > 0) days.push(date);
    shop.pass(day);
  }
  expect(days).toEqual([0, 7, 14]);
});

test('further away than a week it is not told yet', async () => {
  await applyPlan(shop.desk, planOf(', starts: 2027-12-05'), 'admin');
  const week = { plan: 'shop', rotation: 'desk', person: 'ana', until: tuesday + 8 * day };
  await override(shop.desk, admin, week, 'week');
  expect(await tellGaps(shop.desk)).toBe(0);
  shop.pass(day + hour);
  expect(await tellGaps(shop.desk)).toBe(1);
});

test('the hours that a calendar leaves out are no gap', async () => {
  await applyPlan(shop.desk, planOf(', calendar: office'), 'admin');
  expect(await told()).toEqual([]);
});
