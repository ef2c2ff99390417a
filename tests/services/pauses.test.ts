/** A paused schedule begins nothing, goes on by itself at the end, and its history says what was skipped and why. */
import { afterEach, beforeEach, expect, test } from 'vitest';

import { begin } from '../../services/schedule/begin.ts';
import { coming } from '../../services/schedule/coming.ts';
import { beginMissed } from '../../services/schedule/missed.ts';
import { pause, resume } from '../../services/schedule/pause.ts';
import { runSchedule } from '../../services/schedule/run.ts';
import { showSchedule } from '../../services/schedule/show.ts';
import { shopPlan } from '../domain/support.ts';

import { admin, ana, hour, minute, startShop } from './support.ts';
import type { Shop } from './support.ts';

const which = { plan: 'shop', name: 'reviews/r' };
let shop: Shop;
beforeEach(async () => {
  shop = await startShop(shopPlan((text) => `${text}reviews:\n  r: { every: 4h, owner: ana }\n`));
});
afterEach(() => shop.stop());

/** To the next instant, and what it begins. */
async function next(): Promise<string | null> {
  const nominalAt = (await coming(shop.desk))[0]!.instants[0]!;
  shop.pass(nominalAt - shop.desk.now() + 1000);
  return begin(shop.desk, { ...which, nominalAt });
}
const show = () => showSchedule(shop.desk, admin, which);
const until = (ms: number) => ({ reason: 'The auditors are here', until: shop.desk.now() + ms });

test('what comes round in a pause is skipped, with its reason in the history', async () => {
  await pause(shop.desk, ana, which, until(5 * hour), null);
  expect([await next(), await shop.incidents()]).toEqual([null, 0]);
  const { history, paused } = await show();
  expect(paused).toMatchObject({ by: 'ana', reason: 'The auditors are here' });
  expect(history).toMatchObject([
    { outcome: 'skipped', why: 'paused', what: null, reason: 'The auditors are here', pausedBy: 'ana' },
  ]);
});

test('it goes on by itself at the end, and what was skipped stays skipped', async () => {
  const [first] = (await coming(shop.desk))[0]!.instants;
  await pause(shop.desk, admin, which, until(first! - shop.desk.now() + hour), null);
  await next();
  shop.pass(hour);
  expect((await show()).paused).toBeNull();
  expect(await beginMissed(shop.desk)).toBe(0);
  const reference = await next();
  expect((await show()).history).toMatchObject([{ outcome: 'begun', what: reference, status: 'received' }, {}]);
});

test('resumed, it begins what comes round next', async () => {
  await pause(shop.desk, admin, which, until(30 * hour), null);
  await next();
  await resume(shop.desk, admin, which);
  expect(await next()).not.toBeNull();
});

test('what came round in a pause while nobody looked is skipped, too', async () => {
  await pause(shop.desk, admin, which, until(5 * hour), null);
  const nominalAt = (await coming(shop.desk))[0]!.instants[0]!;
  shop.pass(nominalAt - shop.desk.now() + 11 * minute);
  await resume(shop.desk, admin, which);
  await beginMissed(shop.desk);
  expect([await shop.incidents(), (await show()).history[0]!.why]).toEqual([0, 'paused']);
});

test('without an end it lasts 90 days, and that is shown', async () => {
  const { paused } = await pause(shop.desk, admin, which, { reason: 'Later' }, null);
  expect(Math.round((paused!.until - shop.desk.now()) / (24 * hour))).toBe(90);
});

test.each([
  ['that is over', -1000, 'A pause cannot end in the past'],
  ['that is far', 91 * 24 * hour, 'A pause lasts 90 days at most'],
])('an end %s is refused', async (_, ms, words) =>
  expect(pause(shop.desk, admin, which, until(ms), null)).rejects.toThrow(words),
);

test('somebody may have it begun now, paused or not; the same key is once', async () => {
  await pause(shop.desk, admin, which, until(5 * hour), null);
  const first = await runSchedule(shop.desk, ana, which, 'k1');
  shop.pass(minute);
  const again = await runSchedule(shop.desk, ana, which, 'k1');
  const other = await runSchedule(shop.desk, ana, which, 'k2');
  expect([again.began === first.began, other.began === first.began, await shop.incidents()]).toEqual([true, false, 2]);
  expect((await show()).history[1]).toMatchObject({ what: first.began, why: 'asked', askedBy: 'ana', lateMs: null });
});

test('its history says how late it was begun', async () => {
  const nominalAt = (await coming(shop.desk))[0]!.instants[0]!;
  shop.pass(nominalAt - shop.desk.now() + 25 * minute);
  await beginMissed(shop.desk);
  expect((await show()).last!.lateMs).toBeGreaterThanOrEqual(25 * minute);
});
