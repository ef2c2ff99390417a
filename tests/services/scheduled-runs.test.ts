/** A schedule begins runs of procedures: once for each instant, only while another runs where the plan says so, and no machine work beside itself. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { applyPlan } from '../../services/plan/apply.ts';
import { startRun } from '../../services/procedure/start.ts';
import { begin } from '../../services/schedule/begin.ts';
import { coming } from '../../services/schedule/coming.ts';
import { beginMissed } from '../../services/schedule/missed.ts';
import { runSchedule } from '../../services/schedule/run.ts';
import { showSchedule } from '../../services/schedule/show.ts';
import { shopPlan } from '../domain/support.ts';

import { admin, minute, startShop } from './support.ts';
import type { Shop } from './support.ts';

const day = 24 * 60 * minute;
const plan = shopPlan(
  (text) => `${text}procedures:
  tidy: { title: Tidy up, every: day 03:00, owner: ana, steps: [{ do: Tidy }] }
  copy: { every: day 04:00, steps: [{ run: [./copy.sh] }] }
  launch: { title: Launch, starts: 2027-03-01, owner: ana, steps: [{ do: Begin, on: week 1 }, { do: End, on: week 3 }] }
  news: { every: day 10:00, while: { procedure: launch, on: week 2 }, owner: ana, steps: [{ do: Write }] }
  asked: { every: day 05:00, asks: { which: Which one? }, owner: ana, steps: [{ do: "{which}" }] }
`,
);
let shop: Shop;
beforeAll(async () => void (shop = await startShop(plan)));
afterAll(() => shop.stop());
beforeEach(async () => {
  await shop.db.deleteFrom('occurrence').execute();
  await shop.db.updateTable('run').set({ ended_at: shop.desk.now() }).execute();
});

const named = (name: string) => ({ plan: 'shop', name: `procedures/${name}` });
const nextOf = async (name: string): Promise<number> => {
  const one = (await coming(shop.desk)).find((each) => each.name === `procedures/${name}`);
  return one!.instants[0]!;
};
const passTo = (at: number) => shop.pass(at - shop.desk.now());
const history = async (name: string) => (await showSchedule(shop.desk, admin, named(name))).history;

test('once for each instant, for the instant', async () => {
  const nominalAt = await nextOf('tidy');
  passTo(nominalAt + 1000);
  const all = await Promise.all(Array.from({ length: 5 }, () => begin(shop.desk, { ...named('tidy'), nominalAt })));
  expect(new Set(all)).toEqual(new Set([expect.stringMatching(/^SHO-R\d+$/)]));
  const run = await shop.db.selectFrom('run').selectAll().where('reference', '=', all[0]!).executeTakeFirstOrThrow();
  expect(run.state).toMatchObject({ procedure: 'tidy', why: { kind: 'schedule', nominalAt } });
  expect(await history('tidy')).toMatchObject([{ outcome: 'begun', what: all[0], status: 'running' }]);
});

test('what people do is begun though the last is not done, what machines do alone is not', async () => {
  for (const name of ['tidy', 'copy'])
    for (let times = 0; times < 2; times += 1) {
      const nominalAt = await nextOf(name);
      passTo(nominalAt + 1000);
      await begin(shop.desk, { ...named(name), nominalAt });
    }
  const all = [...(await history('tidy')), ...(await history('copy'))];
  expect(all.map(({ outcome, why }) => [outcome, why])).toEqual([
    ['begun', null],
    ['begun', null],
    ['skipped', 'still-running'],
    ['begun', null],
  ]);
});

test('a programme begins on its first day, once', async () => {
  const one = (await coming(shop.desk)).find(({ name }) => name === 'procedures/launch')!;
  expect(one.instants.map((at) => new Date(at).toISOString())).toEqual(['2027-03-01T07:00:00.000Z']);
  passTo(one.instants[0]! + 11 * minute);
  await beginMissed(shop.desk);
  expect(await history('launch')).toMatchObject([{ outcome: 'begun', status: 'running' }]);
});

test('only while the other runs and is in its days', async () => {
  const tries: [string, string | null][] = [];
  async function next() {
    const nominalAt = await nextOf('news');
    passTo(nominalAt + 1000);
    await begin(shop.desk, { ...named('news'), nominalAt });
    const [last] = await history('news');
    tries.push([last!.outcome, last!.why]);
  }
  await next();
  await startRun(shop.desk, admin, { plan: 'shop', procedure: 'launch' }, null);
  await next();
  shop.pass(7 * day);
  await next();
  shop.pass(7 * day);
  await next();
  expect(tries).toEqual([
    ['skipped', 'not-running'],
    ['skipped', 'not-running'],
    ['begun', null],
    ['skipped', 'not-running'],
  ]);
});

test('what asks something is left to people', async () =>
  expect((await coming(shop.desk)).map(({ name }) => name)).not.toContain('procedures/asked'));

test('begun out of turn it is asked for, and the plan can have given it up meanwhile', async () => {
  const { began } = await runSchedule(shop.desk, admin, named('tidy'), 'now');
  await applyPlan(shop.desk, shopPlan(), 'admin');
  const [row] = await shop.db.selectFrom('occurrence').selectAll().where('what', '=', began).execute();
  expect(await begin(shop.desk, { ...named('tidy'), nominalAt: row!.nominal_at })).toBe(began);
  await applyPlan(shop.desk, plan, 'admin');
  expect((await history('tidy'))[0]).toMatchObject({ what: began, why: 'asked', askedBy: 'admin' });
});
