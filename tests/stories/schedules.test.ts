/** Temporal's schedules are as the plans in force say: made, changed and deleted with them, and put right when somebody changes one by hand. */
import { ScheduleNotFoundError } from '@temporalio/client';
import { afterAll, beforeEach, beforeAll, describe, expect, test, vi } from 'vitest';

import { setSetting, settingOr } from '../../db/settings.ts';
import { applyPlan } from '../../services/plan/apply.ts';
import { keepSchedules } from '../../worker/schedules.ts';
import { shopPlan } from '../domain/support.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const nothing = { created: [], changed: [], tampered: [], deleted: [] };
const id = 'shop/reviews/plan';
const plan = (every = 'quarter', more = '') =>
  shopPlan((text) => `${text}reviews:\n  plan: { every: ${every}, owner: lead }\n${more}`);

let world: World;
beforeAll(async () => void (world = await startWorld({ plan: plan() })));
afterAll(() => world.stop());
beforeEach(async () => {
  await apply(plan());
  await world.reconcile();
});

const apply = (compiled: ReturnType<typeof plan>) => applyPlan(world.desk, compiled, 'admin');
const handle = () => world.client.schedule.getHandle(id);
const told = async () => {
  const { spec, info } = await handle().describe();
  return { next: info.nextActionTimes.map((at) => at.getTime()), count: spec.calendars!.length };
};
const changedAt = async () => (await handle().describe()).info.lastUpdatedAt;
const coming = async () => {
  const { body } = await world.request('GET', '/api/schedules?plan=shop');
  return body.items
    .find(({ name }: { name: string }) => name === 'reviews/plan')
    .next.map((one: { at: string }) => Date.parse(one.at));
};

test('one is made for each review, for the instants that the API tells', async () => {
  const { next, count } = await told();
  expect([next.slice(0, 5), count]).toEqual([await coming(), 12]);
});

test('a second time nothing is touched', async () => {
  const before = await changedAt();
  expect(await world.reconcile()).toEqual(nothing);
  expect(await changedAt()).toEqual(before);
});

test('nor by a version of the plan that says the same of it', async () => {
  await apply(shopPlan((text) => text.replace('4h', '3h') + 'reviews:\n  plan: { every: quarter, owner: all }\n'));
  expect(await world.reconcile()).toEqual(nothing);
});

test('another rhythm changes it', async () => {
  await apply(plan('month'));
  expect(await world.reconcile()).toEqual({ ...nothing, changed: [id] });
  expect((await told()).next.slice(0, 5)).toEqual(await coming());
});

test('elapsed time is told as it is', async () => {
  await apply(plan('4h'));
  expect(await world.reconcile()).toEqual({ ...nothing, changed: [id] });
  expect((await told()).next.slice(0, 5)).toEqual(await coming());
  expect(await world.reconcile()).toEqual(nothing);
});

test('a review more is made, and deleted when it goes; other people’s schedules stay', async () => {
  const own = await world.client.schedule.create({
    scheduleId: 'somebody-else',
    spec: { intervals: [{ every: '1 day' }] },
    action: { type: 'startWorkflow', workflowType: 'other', taskQueue: 'other' },
  });
  await apply(plan('quarter', '  access: { every: month, owner: lead }\n'));
  expect(await world.reconcile()).toEqual({ ...nothing, created: ['shop/reviews/access'] });
  await apply(plan());
  await vi.waitFor(async () => expect((await world.reconcile()).deleted).toEqual(['shop/reviews/access']), 5000);
  await expect(world.client.schedule.getHandle('shop/reviews/access').describe()).rejects.toThrow(
    ScheduleNotFoundError,
  );
  expect((await own.describe()).scheduleId).toBe('somebody-else');
});

test('what cannot come round has none', async () => {
  await apply(plan('quarter', '  ad-hoc: { every: as needed, owner: lead }\n'));
  expect(await world.reconcile()).toEqual(nothing);
});

describe('what somebody changes by hand is told and put right:', () => {
  type Update = Parameters<ReturnType<typeof handle>['update']>[0];
  test.each<[string, Update]>([
    ['other times', (was) => ({ ...was, spec: { calendars: [{ hour: 3 }] } })],
    ['an interval more', (was) => ({ ...was, spec: { ...was.spec, intervals: [{ every: '1h' }] } })],
    ['a time zone', (was) => ({ ...was, spec: { ...was.spec, timezone: 'Asia/Tokyo' } })],
    ['its end', (was) => ({ ...was, spec: { ...was.spec, endAt: new Date() } })],
    ['skipping what overlaps', (was) => ({ ...was, policies: { ...was.policies, overlap: 'SKIP' } })],
    ['another argument', (was) => ({ ...was, action: { ...was.action, args: [{ plan: 'x', name: 'y' }] } })],
    ['a pause', (was) => ({ ...was, state: { paused: true, note: 'not now' } })],
  ])('%s', async (_, change) => {
    const before = await told();
    await handle().update(change);
    expect(await world.reconcile()).toEqual({ ...nothing, tampered: [id] });
    expect([await told(), await world.reconcile()]).toEqual([before, nothing]);
    expect((await handle().describe()).state.paused).toBe(false);
  });
});

describe('one that is gone', () => {
  test('was deleted by hand where it was there before: it is told and put back', async () => {
    const before = await told();
    await handle().delete();
    expect(await world.reconcile()).toEqual({ ...nothing, tampered: [id] });
    expect([await told(), await world.reconcile()]).toEqual([before, nothing]);
  });

  test('is only made where Temporal is a new one', async () => {
    await handle().delete();
    const { db } = world.desk;
    const cluster = await settingOr(db, 'temporal', () => '');
    await setSetting(db, 'temporal', 'another');
    try {
      expect(await world.reconcile()).toEqual({ ...nothing, created: [id] });
    } finally {
      await setSetting(db, 'temporal', cluster);
    }
  });

  test('is only made where the plan had given it up', async () => {
    await apply(shopPlan());
    await vi.waitFor(async () => expect((await world.reconcile()).deleted).toEqual([id]), 5000);
    await apply(plan());
    expect(await world.reconcile()).toEqual({ ...nothing, created: [id] });
  });
});

test('a worker sees to it within seconds of a new version, and says what was changed by hand', async () => {
  const warnings: object[] = [];
  const stop = keepSchedules({
    desk: world.desk,
    client: world.client,
    warn: (_, details) => void warnings.push(details),
  });
  try {
    await handle().pause();
    await apply(plan('month'));
    await vi.waitFor(async () => expect((await told()).next.slice(0, 5)).toEqual(await coming()), 10_000);
    await vi.waitFor(() => expect(warnings).toContainEqual({ schedule: id }), 5000);
  } finally {
    stop();
  }
});
