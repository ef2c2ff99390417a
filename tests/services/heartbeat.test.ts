/** A heartbeat that is missing or fails is received once, at its instant, whatever dies meanwhile; one that is heard of again as well. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { NotFound } from '../../services/desk.ts';
import { ping } from '../../services/heartbeat/ping.ts';
import type { Sent } from '../../services/heartbeat/ping.ts';
import { subjectOf } from '../../services/heartbeat/subject.ts';
import { watchAll } from '../../services/heartbeat/watch-all.ts';
import { watchOver, watchOverdue } from '../../services/heartbeat/watch-over.ts';
import { monitors } from '../../services/monitor/list.ts';
import { applyPlan } from '../../services/plan/apply.ts';
import { shopPlan } from '../domain/support.ts';

import { dieAt, everyDeath } from './deaths.ts';
import { admin, hour, minute, startShop } from './support.ts';
import type { Shop } from './support.ts';

const heartbeats = `heartbeats:
  nightly: { title: Nightly import, every: 1h, grace: 10m, key: "\${NIGHTLY_KEY}", opens: P2, service: app }
  quiet: { every: 1h, grace: 10m }
  office: { every: business day 09:00, opens: P2 }
  later: { every: 1h, key: "\${LATER_KEY}", opens: P2 }
`;
const env = { NIGHTLY_KEY: 'night-1' };
const plan = (more = heartbeats) => shopPlan((text) => text + more);

let shop: Shop;
const desk = () => ({ ...shop.desk, env });

beforeAll(async () => void (shop = await startShop(plan())));
afterAll(() => shop.stop());
beforeEach(async () => {
  await shop.db.deleteFrom('monitor').execute();
  await shop.db.deleteFrom('received').execute();
  shop.stirs.length = 0;
});

const pings = (name = 'nightly', sent: Partial<Sent> = {}) =>
  ping(
    desk(),
    { plan: 'shop', name: `heartbeat/${name}` },
    { kind: 'ok', exit: null, run: null, bytes: 0, body: null, ...sent },
  );
const received = async () =>
  (await shop.db.selectFrom('received').select(['source', 'form', 'body']).orderBy('id').execute()).map((row) => ({
    ...row,
    body: row.body as unknown as Record<string, string>,
  }));
const heard = async () => (await received()).map(({ body: { action, title } }) => `${action} ${title}`);
const standing = (name = 'heartbeat/nightly') =>
  shop.db.selectFrom('monitor').selectAll().where('name', '=', name).executeTakeFirstOrThrow();
const look = (name = 'heartbeat/nightly') => watchOver(desk(), 'shop', name);

describe('one that is missing', () => {
  test('is received in the turn that is due then, in the language of the plan, and received once', async () => {
    await pings();
    const { inMs } = await look();
    expect(Math.round(inMs! / minute)).toBe(60);
    shop.pass(inMs!);
    expect(await look()).toMatchObject({ status: 'late', fired: [] });
    shop.pass(10 * minute);
    expect(await look()).toMatchObject({ status: 'down', inMs: null, fired: ['down'] });
    expect(await look()).toMatchObject({ status: 'down', fired: [] });
    expect(await received()).toMatchObject([
      {
        source: 'heartbeat/nightly',
        form: 'monitor',
        body: {
          key: 'heartbeat/nightly',
          action: 'trigger',
          title: 'Not heard of: Nightly import',
          severity: 'P2',
          service: 'app',
        },
      },
    ]);
    const row = await standing();
    expect(row.since_at).toBeLessThanOrEqual(shop.desk.now());
    await pings();
    expect(await heard()).toEqual(['trigger Not heard of: Nightly import', 'resolve Not heard of: Nightly import']);
  });

  test('is not hidden by a ping that comes before anybody has looked', async () => {
    await pings();
    shop.pass(3 * hour);
    await pings();
    expect(await heard()).toEqual(['trigger Not heard of: Nightly import', 'resolve Not heard of: Nightly import']);
    expect(await standing()).toMatchObject({ status: 'up' });
  });

  test('is found by the relay where no workflow has looked', async () => {
    await pings();
    await look();
    shop.pass(hour);
    expect(await watchOverdue(desk(), 2000, console.error)).toBe(0);
    shop.pass(2500);
    expect(await watchOverdue(desk(), 2000, console.error)).toBe(1);
    shop.pass(10 * minute);
    expect(await watchOverdue(desk(), 2000, console.error)).toBe(1);
    expect(await heard()).toEqual(['trigger Not heard of: Nightly import']);
    expect(await watchOverdue(desk(), 2000, console.error)).toBe(0);
  });

  test('opens nothing where the plan says of no severity', async () => {
    await pings('quiet');
    shop.pass(3 * hour);
    expect(await look('heartbeat/quiet')).toMatchObject({ status: 'down', fired: ['down'] });
    expect(await heard()).toEqual([]);
  });

  test('is asked for on business days only, of the first calendar of the plan', async () => {
    shop.desk.clock.offsetMs += Date.parse('2027-03-05T08:00Z') - shop.desk.now();
    await pings('office');
    const { dueAt } = await look('heartbeat/office');
    expect(new Date(dueAt!).toISOString()).toBe('2027-03-08T07:00:00.000Z');
  });
});

test('monitors are listed as they stand, those without a key as such', async () => {
  await pings();
  const all = await monitors(desk(), admin, { plan: 'shop' });
  expect(all.map(({ name, status }) => [name, status])).toEqual([
    ['nightly', 'up'],
    ['quiet', 'new'],
    ['office', 'new'],
    ['later', 'not configured'],
  ]);
});

describe('a failure', () => {
  test('is received at once, with its exit code and the last it said', async () => {
    await pings('nightly', { kind: 'fail', exit: 3, body: 'line 1\n<b>disk full</b>' });
    const { body } = (await received())[0]!;
    expect(body).toMatchObject({ action: 'trigger', title: 'Failed with code 3: Nightly import' });
    expect(body['description']).toMatch(/The last it said:\n\n {4}line 1\n {4}<b>disk full<\/b>$/);
  });
});

describe('its workflow', () => {
  test('is stirred by what falls due sooner than it would look, and by nothing else', async () => {
    await pings();
    const subject = subjectOf('shop', 'heartbeat/nightly');
    expect(shop.stirs).toEqual([`${subject} ok`]);
    await pings();
    await pings('nightly', { kind: 'log' });
    expect(shop.stirs.length).toBe(1);
    await pings('nightly', { kind: 'start' });
    expect(shop.stirs).toEqual([`${subject} ok`, `${subject} start`]);
  });

  test('is wanted for each that has a key, and once more where the plan has it no longer', async () => {
    const subjects = ['heartbeat/nightly', 'heartbeat/quiet', 'heartbeat/office'].map((name) =>
      subjectOf('shop', name),
    );
    expect((await watchAll(desk())).toSorted()).toEqual(subjects.toSorted());
    await applyPlan(shop.desk, shopPlan(), 'admin');
    try {
      expect((await watchAll(desk())).toSorted()).toEqual(subjects.toSorted());
      expect(await look()).toMatchObject({ ended: true, inMs: null });
      await expect(pings()).rejects.toThrow(NotFound);
      expect((await watchAll(desk())).includes(subjects[0]!)).toBe(false);
    } finally {
      await applyPlan(shop.desk, plan(), 'admin');
    }
  });
});

test('another rhythm counts from when the plan is applied', async () => {
  await pings();
  shop.pass(50 * minute);
  await applyPlan(shop.desk, plan(heartbeats.replace('every: 1h', 'every: 30m')), 'admin');
  try {
    const { status, inMs } = await look();
    expect([status, Math.round(inMs! / minute)]).toEqual(['up', 30]);
  } finally {
    await applyPlan(shop.desk, plan(), 'admin');
  }
});

test('killed anywhere, a turn is taken whole or not at all, and once', async () => {
  const statements = await everyDeath(async (death) => {
    await shop.db.deleteFrom('received').execute();
    await shop.db.deleteFrom('monitor').execute();
    await pings();
    shop.pass(2 * hour);
    const result = await dieAt(shop, death, (broken) => watchOver({ ...broken, env }, 'shop', 'heartbeat/nightly'));
    await look();
    expect(await heard(), `${death.when} ${death.at}`).toEqual(['trigger Not heard of: Nightly import']);
    return result;
  });
  expect(statements).toBeGreaterThan(3);
});
