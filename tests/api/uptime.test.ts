/** For how long of a month each service was up, against what is promised, by what its checks saw; the same before and after it is rolled up. */
import type { AddressInfo } from 'node:net';

import { serve } from '@hono/node-server';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { rollUp } from '../../services/uptime/roll-up.ts';
import { applyPlan } from '../../services/plan/apply.ts';
import { guardia } from '../cli/guardia.ts';
import { shopPlan } from '../domain/support.ts';
import { visitor } from '../support/visitor.ts';

import { bearer, startApi } from './support.ts';
import type { Api } from './support.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const plan = shopPlan((text) =>
  text.replace(
    'services: { app: { title: App } }',
    `services:
  app: { title: App, depends on: [api, db], uptime: 99.5% }
  api: { title: API, part of: app, uptime: 99.9%, maintenance: counts }
  db: { title: Database, part of: app }
  counter: { title: The counter, uptime: 99% }
checks:
  api: { every: 1m, http: "\${API_URL}", fails: 3, opens: P1, service: api }
  api-slow: { every: 1m, http: "\${API_URL}", under: 200ms, opens: P3, service: api }
  db: { every: 1m, sql: SELECT 1, on: "\${DB}", opens: P2, service: db }
  cpu: { every: 1m, host: cpu, on: "\${HOST}", below: 70%, opens: P1, service: db }
objectives:
  parts: { title: All parts, measure: uptime, target: at least 99.9%, of: [api, db] }`,
  ),
);
/** By the clocks of Bucharest the month begins at 22:00Z and has 31 days less an hour. */
const from = Date.parse('2027-03-01T00:00+02:00');
const month = 31 * day - hour;
const now = Date.parse('2027-03-20T12:30Z');
const down = { api: from + 5 * day + 3 * hour + 50 * minute, db: from + 5 * day + 4 * hour, late: now - 20 * minute };

let api: Api;
let passed = 0;
const pass = (ms: number) => void (passed += ms);

/** A result a minute until now, but for these: bad from an instant for so many minutes. */
async function see(check: string, bad: readonly (readonly [at: number, minutes: number])[]): Promise<void> {
  await sql`
    insert into result (plan, monitor, at, ok)
    select 'shop', ${`check/${check}`}, at, true from generate_series(${from}::bigint, ${now}::bigint, 60000) at`.execute(
    api.db,
  );
  for (const [at, minutes] of bad)
    await api.db
      .updateTable('result')
      .set({ ok: false })
      .where('monitor', '=', `check/${check}`)
      .where('at', '>=', at)
      .where('at', '<', at + minutes * minute)
      .execute();
}

beforeAll(async () => {
  api = await startApi();
  await applyPlan(api.desk, plan, 'admin');
  // A clock that stands still: a busy machine may take a minute for what follows.
  Object.assign(api.desk, { now: () => now + passed });
  // Two failures alone are no outage; over the turn of an hour they are still one.
  await see('api', [
    [down.api, 20],
    [from + 2 * day, 2],
    [down.late, 15],
  ]);
  await see('api-slow', [[from + day, 600]]);
  await see('db', [[down.db, 30]]);
  await see('cpu', [[from + day, 600]]);
  await api.db
    .insertInto('maintenance_span')
    .values({ plan: 'shop', service: null, from_at: down.db, until_at: down.db + 15 * minute })
    .execute();
}, 60_000);
afterAll(() => api.stop());

const uptime = async (service: string, query = '') =>
  (await api.get(`/api/services/shop/${service}/uptime${query}`)).body;
const minutes = (ms: number) => Math.round(ms / minute);
async function figures() {
  const all = await Promise.all(['app', 'api', 'db'].map((service) => uptime(service)));
  return all.map(({ service, downMs, plannedMs, knownMs }) => [
    service,
    minutes(downMs),
    minutes(plannedMs),
    minutes(knownMs),
  ]);
}
const known = minutes(now - from);
const expected = [
  // Whatever it depends on: 03:50–04:30 and the last, less maintenance, which does not count.
  ['app', 10 + 15 + 15, 15, known],
  ['api', 20 + 15, 15, known],
  ['db', 30 - 15, 15, known],
];

test('is down from the first failure of enough in a row until it is well, as far as that counts', async () =>
  expect(await figures()).toEqual(expected));

test('a month has its target, what that leaves, and how fast it burns', async () => {
  const { budget, burn, met, ...one } = await uptime('api');
  expect(one).toMatchObject({
    month: '2027-03',
    from: '2027-02-28T22:00:00.000Z',
    until: '2027-03-31T21:00:00.000Z',
    measure: { by: 'checks', names: ['api'] },
    maintenance: 'counts',
    target: 0.999,
    title: 'API',
  });
  expect(one.uptime).toBeCloseTo(1 - 35 / known, 6);
  expect([budget.allowedMs, minutes(budget.spentMs), met]).toEqual([Math.round(month / 1000), 35, true]);
  expect(budget.leftMs).toBe(budget.allowedMs - budget.spentMs);
  expect([burn['1h'], burn['6h'], burn['3d']].map((rate) => Math.round(rate * 10) / 10)).toEqual([250, 41.7, 3.5]);
});

test('one of which nothing is known says so', async () =>
  expect(await uptime('api', '?month=2026-11')).toMatchObject({ uptime: null, knownMs: 0, met: null }));

test('what no check sees is down while the gravest incident about it is open', async () => {
  const reference = await api.open({ service: 'counter', severity: 'P1' });
  await api.open({ service: 'counter', severity: 'P2' });
  pass(10 * minute);
  await api.act(reference, 'resolve', { note: 'Done.' });
  const { measure, downMs } = await uptime('counter');
  expect([measure, minutes(downMs)]).toEqual([{ by: 'incidents', names: [] }, 10]);
  pass(-10 * minute);
});

test('the list has every service and objective; the least of its services decides one', async () => {
  const { items, objectives } = (await api.get('/api/uptime?plan=shop')).body;
  expect(items.map(({ service }: { service: string }) => service)).toEqual(['app', 'api', 'db', 'counter']);
  const least = Math.min(...items.slice(1, 3).map((one: { uptime: number }) => one.uptime));
  expect(objectives).toEqual([
    {
      plan: 'shop',
      name: 'parts',
      title: 'All parts',
      of: ['api', 'db'],
      target: 0.999,
      uptime: least,
      met: least >= 0.999,
    },
  ]);
});

test('`guardia uptime` tells it', async () => {
  const server = serve({ fetch: api.app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { code, out } = await guardia(['uptime', '--plan', 'shop'], { GUARDIA_URL: url, GUARDIA_KEY: api.admin });
  await new Promise((resolve) => server.close(resolve));
  expect(code).toBe(0);
  expect(out).toMatch(/^shop +api +API +2027-03 +99\.87\d% +99\.9% +35m 00s +09m 3\ds +250\.0 41\.7 \d/m);
  expect(out).toMatch(/^shop +All parts +99\.9% +99\.87\d% missed +api, db$/m);
});

test('the console shows it under Monitors, and only what one may see', async () => {
  const page = async (key: string) => {
    const somebody = visitor({ app: api.app, settled: async () => undefined });
    await somebody.signIn(key);
    return (await somebody.get('/monitors')).text.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
  };
  expect(await page(api.admin)).toMatch(
    /API api 99\.87\d% up promised 99\.9% down 35m 9m of the error budget left burns 250\.0 times too fast ✓ kept/,
  );
  expect(await page(api.stranger)).not.toContain('promised');
});

test('/metrics has it', async () => {
  const { body } = await api.get('/metrics');
  expect(body).toContain('guardia_service_uptime_target_ratio{plan="shop",service="app"} 0.995');
  for (const name of ['guardia_service_uptime_ratio', 'guardia_error_budget_left_seconds'])
    expect(body).toMatch(new RegExp(`${name}\\{plan="shop",service="api"\\} \\d`));
});

describe('rolled up by the hour', () => {
  beforeAll(async () => rollUp(api.desk));

  test('it is the same', async () => {
    expect(await figures()).toEqual(expected);
    expect((await uptime('api')).burn['3d']).toBeCloseTo(35 / (72 * 60) / 0.001 - 20 / (72 * 60) / 0.001, 0);
  });

  test('a second time nothing changes', async () => {
    const hours = () => sql`select * from uptime_hour order by service, hour_at`.execute(api.db);
    const { rows } = await hours();
    await rollUp(api.desk);
    expect((await hours()).rows).toEqual(rows);
  });

  test('it outlives what each check saw, which is kept for 30 days', async () => {
    const before = await uptime('db');
    pass(day);
    await rollUp(api.desk);
    pass(39 * day);
    await rollUp(api.desk);
    try {
      const left = await api.db
        .selectFrom('result')
        .select((row) => row.fn.countAll<number>().as('count'))
        .executeTakeFirst();
      expect(left?.count).toBe(0);
      const after = await uptime('db', '?month=2027-03');
      // Its last result held for a minute or two after it was seen.
      expect([after.downMs, minutes(after.knownMs - before.knownMs)]).toEqual([before.downMs, 2]);
    } finally {
      pass(-40 * day);
    }
  });
});

test('no month, no service, and somebody of another plan are refused', async () => {
  const statusOf = async (path: string, headers = {}) => (await api.get(`/api/services/shop/${path}`, headers)).status;
  expect([await statusOf('api/uptime?month=2027-13'), await statusOf('nothing/uptime')]).toEqual([422, 404]);
  expect(await statusOf('api/uptime', bearer(api.stranger))).toBe(404);
  expect((await api.get('/api/uptime', bearer(api.stranger))).body.items).toEqual([]);
});
