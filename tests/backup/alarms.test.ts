/** A backup that was missed, and an objective that is about to break, open an incident each, and resolve it when that is over. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { standings } from '../../services/backup/standing.ts';
import type { Desk } from '../../services/desk.ts';
import { applyPlan } from '../../services/plan/apply.ts';
import { rulesInForce } from '../../services/plan/rules.ts';
import { startShop } from '../services/support.ts';
import type { Shop } from '../services/support.ts';
import { lookAtBackups } from '../../worker/backups.ts';

import { addCopy, addTest, day, hour, planOf } from './support.ts';

const plan = () =>
  planOf(`
severities: { P1: { response: 1h }, P2: { response: 4h } }
continuity: { rto: { database: 2h } }
backups:
  database: { title: Till, service: database, on: "\${TILL}", every: day 01:30, keep: 30 days, rpo: 30h, restore test: month, opens: P2 }
`);
let shop: Shop;
/** Half past one in the night, Bucharest. */
const night = Date.parse('2027-03-01T23:30:00Z');
let now = night;
const at = (ms: number) => void (now = ms);

beforeAll(async () => {
  shop = await startShop(plan());
  Object.assign(shop.desk, { now: () => now, env: { TILL: 'postgres://till' } });
});
afterAll(() => shop.stop());
beforeEach(async () => {
  at(night - hour);
  await shop.db.updateTable('plan_version').set({ applied_at: shop.desk.now() }).execute();
});
afterEach(async () => {
  for (const table of ['restore_test', 'copy', 'monitor', 'result', 'alert', 'received', 'event', 'incident'] as const)
    await shop.db.deleteFrom(table).execute();
});

const nobody = () => Promise.reject(new Error('there is nothing to look at'));
const look = (desk: Desk) => lookAtBackups(desk, nobody, new AbortController().signal);
const incidents = async () =>
  shop.db.selectFrom('incident').select(['title', 'severity', 'status', 'service']).orderBy('reference').execute();
const titles = async () => (await incidents()).map(({ title, status }) => `${title.replace(/:.*/, '')} ${status}`);
const standing = async () => {
  const rules = await rulesInForce(shop.desk, 'shop');
  return (await standings(shop.desk, rules!.plan))[0]!;
};
const lookAt = async (ms: number) => {
  at(ms);
  await look(shop.desk);
};

describe('a backup of every night', () => {
  test('is not missed while there is time for it, and opens an incident once there is not', async () => {
    await lookAt(night + hour - 1000);
    expect(await incidents()).toEqual([]);
    await lookAt(night + hour);
    await lookAt(night + hour + 1000);
    expect(await incidents()).toMatchObject([{ severity: 'P2', service: 'database', status: 'received' }]);
    expect((await incidents())[0]!.title).toBe('Backup missed: Till: 2027-03-02T00:30:00.000Z');
  });

  test('that was begun is not missed, whatever becomes of it: its failure is told by itself', async () => {
    await addCopy(shop.db, night, { status: 'failed', made_at: null, reaches_at: null });
    await lookAt(night + 3 * hour);
    expect(await incidents()).toEqual([]);
  });

  test('resolves what was opened once it is there', async () => {
    await lookAt(night + hour);
    await addCopy(shop.db, night + 2 * hour);
    await lookAt(night + 3 * hour);
    expect(await titles()).toEqual(['Backup missed resolved']);
  });
});

test('what is not configured is missed by nobody', async () => {
  const { desk } = shop;
  now = night + 3 * day;
  await look({ ...desk, env: {} });
  expect(await incidents()).toEqual([]);
});

test('what somebody has paused is missed by nobody', async () => {
  const pause = {
    plan: 'shop',
    name: 'backups/database',
    from_at: night,
    until_at: night + day,
    reason: 'Moving',
    made_by: 'ana',
  };
  await shop.db.insertInto('schedule_pause').values(pause).execute();
  await lookAt(night + 3 * hour);
  expect(await incidents()).toEqual([]);
  await shop.db.deleteFrom('schedule_pause').execute();
});

describe('an RPO of 30 hours', () => {
  test('alarms before it is broken, when the next copy is late', async () => {
    await addCopy(shop.db, night);
    await lookAt(night + 24.9 * hour);
    expect(await titles()).toEqual([]);
    await lookAt(night + 25 * hour);
    expect(await titles()).toEqual(['Backup missed received', 'Too much could be lost received']);
    expect((await standing()).rpo).toMatchObject({ state: 'at risk', isMs: 25 * hour, limitMs: 30 * hour });
    at(night + 31 * hour);
    expect((await standing()).rpo).toMatchObject({ state: 'broken' });
    await addCopy(shop.db, night + 31 * hour);
    await lookAt(night + 31.5 * hour);
    expect(await titles()).toEqual(['Backup missed resolved', 'Too much could be lost resolved']);
  });

  test('is no better for a copy that failed, is damaged, has gone, or whose checksum nobody knows', async () => {
    await addCopy(shop.db, night);
    const later = night + 20 * hour;
    await addCopy(shop.db, later, { status: 'failed' });
    await addCopy(shop.db, later, { status: 'damaged' });
    await addCopy(shop.db, later, { deleted_at: later });
    await addCopy(shop.db, later, { verified_at: null });
    at(later + hour);
    expect((await standing()).rpo!.isMs).toBe(21 * hour);
  });
});

test('an RTO of two hours alarms at a restore of one hour and 36 minutes', async () => {
  await addCopy(shop.db, night);
  await addTest(shop.db, night + hour, { ms: 1.59 * hour });
  await lookAt(night + 2 * hour);
  expect([await titles(), (await standing()).rto!.state]).toEqual([[], 'met']);
  await addTest(shop.db, night + 3 * hour, { ms: 1.6 * hour });
  await lookAt(night + 4 * hour);
  expect([await titles(), (await standing()).rto!.state]).toEqual([['Restoring takes too long received'], 'at risk']);
  await addTest(shop.db, night + 5 * hour, { ms: 2.1 * hour, status: 'failed', failed_why: 'too-slow' });
  at(night + 6 * hour);
  expect((await standing()).rto).toMatchObject({ state: 'broken', alarms: false });
});

test('that nobody has restored a copy for longer than the plan says opens an incident', async () => {
  await addTest(shop.db, night);
  await addTest(shop.db, night + 5 * day, { status: 'failed' });
  const last = Date.parse('2027-05-01T06:00:00Z');
  await addCopy(shop.db, last - hour);
  await lookAt(last);
  expect(await titles()).toEqual(['Nobody has proven of late that it can be restored received']);
  expect((await standing()).proof).toMatchObject({ state: 'broken', limitMs: 31 * day });
});

test('what the plan does not promise any more is over', async () => {
  await lookAt(night + 31 * hour);
  expect((await titles()).length).toBe(2);
  const { plan: without } = planOf('backups: {}');
  await applyPlan(shop.desk, { ...plan(), plan: { ...plan().plan, backups: without.backups } }, 'admin');
  await lookAt(night + 32 * hour);
  expect(await titles()).toEqual(['Backup missed resolved', 'Too much could be lost resolved']);
  await applyPlan(shop.desk, plan(), 'admin');
});
