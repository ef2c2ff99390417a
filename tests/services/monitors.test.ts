/** What is watched is looked at once for each instant, and only a change of how it stands is told. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { applyPlan } from '../../services/plan/apply.ts';
import { monitors } from '../../services/monitor/list.ts';
import { lookAround } from '../../services/monitor/look.ts';
import { mute, unmute } from '../../services/monitor/mute.ts';
import { lookAsked, lookOverdue } from '../../services/monitor/overdue.ts';
import { rounds } from '../../services/monitor/rounds.ts';
import { runMonitor } from '../../services/monitor/run.ts';
import { showMonitor } from '../../services/monitor/show.ts';
import { shopPlan } from '../domain/support.ts';

import { admin, ana, minute } from './support.ts';
import { shelf, startWatchedShop, till, watchingPlan } from './watched-shop.ts';
import type { WatchedShop } from './watched-shop.ts';

let shop: WatchedShop;
beforeAll(async () => void (shop = await startWatchedShop()));
afterAll(() => shop.stop());
beforeEach(() => shop.reset());

test('the third failure in a row is told once, and so is its end; every result is kept', async () => {
  await shop.minutePasses();
  shop.failing.add(till);
  await shop.minutePasses(2);
  expect(await shop.said()).toEqual([]);
  await shop.minutePasses(3);
  shop.failing.clear();
  await shop.minutePasses(2);
  expect(await shop.said()).toEqual(['check/till trigger', 'check/till resolve']);
  const { results, status } = await showMonitor(shop.desk, admin, { plan: 'shop', kind: 'check', name: 'till' });
  expect([status, results.map(({ ok }) => (ok ? 'g' : 'b')).join('')]).toEqual(['up', 'ggbbbbbg']);
});

test('what it tells is of the plan, and holds no secret', async () => {
  shop.failing.add(till);
  await shop.minutePasses(3);
  const { body } = await shop.db.selectFrom('received').select('body').executeTakeFirstOrThrow();
  expect(body).toMatchObject({ key: 'check/till', severity: 'P1', service: 'app', title: 'till: HTTP 503' });
  const everything = await Promise.all(
    (['monitor', 'result', 'received'] as const).map((table) => shop.db.selectFrom(table).selectAll().execute()),
  );
  expect(JSON.stringify(everything)).not.toMatch(/secret|till\.example/);
});

test('the same instant twice is one result, whoever looks', async () => {
  shop.failing.add(till);
  await shop.minutePasses();
  const again = { plan: 'shop', every: '1m', nominalAt: shop.time.at, withinMs: 10_000 };
  const twice = await Promise.all([lookAround(shop.desk, again, shop.eyes), lookAround(shop.desk, again, shop.eyes)]);
  expect([twice, (await shop.standing('check/till'))?.standing.failures]).toEqual([
    [
      { looked: 0, bad: 0 },
      { looked: 0, bad: 0 },
    ],
    1,
  ]);
  shop.time.at += minute;
  await Promise.all([1, 2, 3].map(() => lookAround(shop.desk, { ...again, nominalAt: shop.time.at }, shop.eyes)));
  expect((await shop.standing('check/till'))?.standing.failures).toBe(2);
});

test('what is not configured is not looked at', async () => {
  await shop.minutePasses();
  expect(shop.asked.toSorted()).toEqual(['SELECT 1', till, shelf]);
  const unset = (await monitors(shop.desk, admin)).find(({ name }) => name === 'unset');
  expect(unset?.status).toBe('not configured');
});

test('a recovery that is to comment only comments', async () => {
  shop.failing.add(shelf);
  await shop.minutePasses();
  shop.failing.clear();
  await shop.minutePasses();
  expect(await shop.said('check/shelf')).toEqual(['check/shelf trigger', 'check/shelf comment']);
});

test('what goes up and down is held down, which is told once', async () => {
  for (let times = 0; times < 6; times += 1) {
    if (!shop.failing.delete(shelf)) shop.failing.add(shelf);
    await shop.minutePasses();
  }
  const all = await shop.said('check/shelf');
  expect(all.map((one) => one.replace('check/shelf ', ''))).toEqual(['trigger', 'comment', 'trigger', 'comment']);
  const [shown] = (await monitors(shop.desk, admin)).filter(({ name }) => name === 'shelf');
  expect([shown?.status, shown?.flapping]).toEqual(['down', true]);
});

describe('muted', () => {
  const which = { plan: 'shop', kind: 'check', name: 'till' };

  test('it opens nothing, keeps what it finds, and speaks up when it still fails afterwards', async () => {
    await mute(shop.desk, admin, which, { until: shop.desk.now() + 60 * minute, reason: 'New tills' }, 'm1');
    shop.failing.add(till);
    await shop.minutePasses(4);
    expect(await shop.said()).toEqual([]);
    expect(
      (await monitors(shop.desk, admin, { status: 'muted' })).map(({ name, muted }) => [name, muted?.reason]),
    ).toEqual([['till', 'New tills']]);
    await unmute(shop.desk, ana, which);
    await shop.minutePasses();
    expect(await shop.said()).toEqual(['check/till trigger']);
    expect(await shop.db.selectFrom('mute').select(['made_by', 'ended_by']).execute()).toEqual([
      { made_by: 'admin', ended_by: 'ana' },
    ]);
  });

  test('the alert rules on it open nothing either', async () => {
    await mute(shop.desk, admin, { ...which, name: 'shelf' }, { until: shop.desk.now() + 60 * minute }, null);
    shop.failing.add(shelf);
    await shop.minutePasses(3);
    expect(await shop.said()).toEqual([]);
  });

  test('nor does what is maintained, as was announced', async () => {
    const [from_at, until_at] = [shop.desk.now(), shop.desk.now() + 60 * minute];
    const announced = { plan: 'shop', service: 'app', from_at, until_at };
    await shop.db.insertInto('maintenance_span').values(announced).execute();
    shop.failing.add(till).add(shelf);
    await shop.minutePasses(4);
    expect((await shop.said()).filter((one) => one.startsWith('check/'))).toEqual(['check/shelf trigger']);
    await shop.db.deleteFrom('maintenance_span').execute();
  });

  test('the same request twice is one mute; one that has ended by itself holds no more', async () => {
    const until = shop.desk.now() + minute;
    for (const key of ['m2', 'm2']) await mute(shop.desk, admin, which, { until }, key);
    expect(await shop.db.selectFrom('mute').select('id').execute()).toHaveLength(1);
    shop.pass(2 * minute);
    expect(await monitors(shop.desk, admin, { status: 'muted' })).toEqual([]);
  });

  test.each([
    ['in the past', -1],
    ['too far ahead', 91 * 1440 * minute],
  ])('not until an instant %s', async (_, ms) =>
    expect(mute(shop.desk, admin, which, { until: shop.desk.now() + ms }, null)).rejects.toThrow('A mute'),
  );
});

describe('out of turn', () => {
  test('what somebody asks for is looked at once', async () => {
    const which = { plan: 'shop', kind: 'check', name: 'asked' };
    expect((await runMonitor(shop.desk, admin, which)).askedAt).not.toBeNull();
    await runMonitor(shop.desk, admin, which);
    expect([await lookAsked(shop.desk, shop.eyes), await lookAsked(shop.desk, shop.eyes), shop.asked]).toEqual([
      1,
      0,
      ['./smoke'],
    ]);
    expect(await showMonitor(shop.desk, admin, which)).toMatchObject({
      askedAt: null,
      status: 'up',
      last: { ok: true },
    });
  });

  test('what is not configured, or not looked at, cannot be', async () => {
    const check = { plan: 'shop', kind: 'check', name: 'unset' };
    await expect(runMonitor(shop.desk, admin, check)).rejects.toThrow('not configured');
    await expect(runMonitor(shop.desk, admin, { ...check, kind: 'alert', name: 'twice' })).rejects.toThrow('heard of');
    await expect(runMonitor(shop.desk, admin, { ...check, name: 'none' })).rejects.toThrow('There is no monitor');
  });
});

describe('what nobody has looked at', () => {
  test('for three times that it came round is looked at without Temporal', async () => {
    await lookAround(shop.desk, { plan: 'shop', every: '1m', nominalAt: shop.desk.now(), withinMs: 10_000 }, shop.eyes);
    await lookAround(shop.desk, { plan: 'shop', every: '5m', nominalAt: shop.desk.now(), withinMs: 10_000 }, shop.eyes);
    shop.asked.length = 0;
    shop.pass(2.5 * minute);
    expect(await lookOverdue(shop.desk, shop.eyes)).toBe(0);
    shop.pass(2 * minute);
    expect([
      await lookOverdue(shop.desk, shop.eyes),
      shop.asked.length,
      await lookOverdue(shop.desk, shop.eyes),
    ]).toEqual([3, 3, 0]);
  });
});

test('there is a round for each rhythm, of what is configured', async () =>
  expect((await rounds(shop.desk)).map(({ every, watched }) => [every, watched.map(({ name }) => name)])).toEqual([
    ['1m', ['check/till', 'check/shelf', 'alert/stock']],
    ['5m', ['check/quiet']],
  ]));

test('a check that the plan has no more is not there', async () => {
  await shop.minutePasses();
  await applyPlan(shop.desk, shopPlan(), 'admin');
  expect(await monitors(shop.desk, admin)).toEqual([]);
  await applyPlan(shop.desk, watchingPlan, 'admin');
});
