/** What is copied, how it stands and what would go: to people in the console and the terminal, to programs by the API and /metrics. */
import type { AddressInfo } from 'node:net';

import { serve } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { applyPlan } from '../../services/plan/apply.ts';
import { addCopy, addTest, day, hour, planOf } from '../backup/support.ts';
import { guardia } from '../cli/guardia.ts';
import { visitor } from '../support/visitor.ts';

import { bearer, startApi } from './support.ts';
import type { Api } from './support.ts';

const plan = planOf(`
severities: { P1: { response: 1h }, P2: { response: 4h } }
continuity: { rpo: { database: 30h }, rto: { database: 2h, disaster: 8h } }
backups:
  database: { title: The till, service: database, on: "\${TILL}", every: day 01:30, keep: { daily: 30 days, monthly: 1 year }, restore test: month, opens: P2 }
  files: { title: Pictures, on: "\${PICTURES}", every: day 02:30, driver: restic, keep: 90 days, restore test: month }
`);
/** Noon, Bucharest. */
const now = Date.parse('2027-03-02T10:00:00Z');
const night = Date.parse('2027-03-01T23:30:00Z');
let api: Api;
let copies: number[];

beforeAll(async () => {
  api = await startApi();
  Object.assign(api.desk, { now: () => now, env: { TILL: 'postgres://till' } });
  await applyPlan(api.desk, plan, 'admin');
  await api.db
    .updateTable('plan_version')
    .set({ applied_at: night - 90 * day })
    .where('plan', '=', 'shop')
    .execute();
  const old = await addCopy(api.db, night - 60 * day, { reaches_at: night - 60 * day, proven_at: night - 50 * day });
  const gone = await addCopy(api.db, night - 59 * day);
  await addCopy(api.db, night - hour, { status: 'failed', failed_why: 'disk-full', made_at: null, location: null });
  const newest = await addCopy(api.db, night, { ms: 90_000, bytes: 12_345_678, tool: 'pg_dump 15.8' });
  copies = [old, gone, newest];
  await addTest(api.db, night - 3 * hour, {
    copy: newest,
    ms: 100 * 60_000,
    evidence: JSON.stringify({ tool: 'PostgreSQL 15' }),
  });
});
afterAll(() => api.stop());

const backupIn = async (name: string) => {
  const { body } = await api.get('/api/backups?plan=shop');
  return body.items.find((one: { name: string }) => one.name === name);
};

describe('the API', () => {
  test('says how each backup stands against what is promised', async () => {
    const one = await backupIn('database');
    expect(one).toMatchObject({
      title: 'The till',
      status: 'at risk',
      keep: { daily: '30 days', monthly: '1 year' },
      count: 3,
      missedAt: null,
      nextAt: '2027-03-02T23:30:00.000Z',
      newest: { id: copies[2], bytes: 12_345_678, ms: 90_000, status: 'good', tool: 'pg_dump 15.8' },
      rpo: { limitMs: 30 * hour, isMs: now - night, state: 'met' },
      rto: { limitMs: 2 * hour, isMs: 100 * 60_000, state: 'at risk' },
      proof: { limitMs: 31 * day, state: 'met' },
    });
    expect(await backupIn('files')).toMatchObject({
      status: 'not configured',
      newest: null,
      rto: { limitMs: 8 * hour },
    });
  });

  test('shows one with its copies, its restore tests and what would go', async () => {
    const { body } = await api.get('/api/backups/shop/database');
    expect(body.history.map(({ status }: { status: string }) => status)).toEqual(['good', 'failed', 'good', 'good']);
    expect(body.tests).toMatchObject([
      { status: 'passed', copy: copies[2], evidence: { tool: 'PostgreSQL 15', asked: [] } },
    ]);
    expect(body.retention.map(({ why }: { why: string }) => why)).toEqual(['monthly', 'another', 'monthly']);
  });

  test('says what retention would do, and does nothing', async () => {
    const { status, body } = await api.post('/api/backups/shop/database/retention', { dryRun: true });
    expect([status, body.items.map(({ stays }: { stays: boolean }) => stays)]).toEqual([200, [true, false, true]]);
    expect(body.items[2]).toMatchObject({ copy: copies[0], why: 'monthly', until: '2027-12-31T23:30:00.000Z' });
    const { status: refused } = await api.post('/api/backups/shop/database/retention', { dryRun: false });
    const left = await api.db.selectFrom('copy').select('id').where('deleted_at', 'is', null).execute();
    expect([refused, left.length]).toEqual([422, 4]);
  });

  test('shows nobody what is not theirs', async () => {
    const stranger = bearer(api.stranger);
    const { body } = await api.get('/api/backups', stranger);
    const shown = await api.get('/api/backups/shop/database', stranger);
    const asked = await api.post('/api/backups/shop/database/retention', { dryRun: true }, stranger);
    expect([body.items, shown.status, asked.status]).toEqual([[], 404, 404]);
    expect((await api.get('/api/backups/shop/nothing')).body.detail).toBe(
      'There is no backup "nothing" in a plan "shop".',
    );
  });
});

test('/metrics has what there is and what is promised', async () => {
  const { body } = await api.get('/metrics');
  const of = '{plan="shop",backup="database"';
  expect(body).toContain(`guardia_backup_size_bytes${of}} 12345678`);
  expect(body).toContain(`guardia_backup_newest_timestamp_seconds${of}} ${night / 1000}`);
  expect(body).toContain(`guardia_backup_objective_limit_seconds${of},objective="rpo"} ${30 * 3600}`);
  expect(body).toContain(`guardia_backup_objective_seconds${of},objective="rto"} 6000`);
  expect(body).not.toContain('backup="files"');
});

test('the terminal lists them, shows one, and says what would go', async () => {
  const { fetch } = api.app;
  const server = serve({ fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const env = { GUARDIA_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, GUARDIA_KEY: api.ana };
  const run = (...args: string[]) => guardia(['backup', ...args], env);
  const list = await run('list');
  expect(list.out).toMatch(
    /^shop\/database +at risk +The till +\S+ \S+ +12\.3 MB +3 +10h30m of 30h, met +1h40m of 2h, at risk/m,
  );
  const show = await run('show', 'shop/database');
  expect(show.out).toContain('3 good copies, 14.3 MB; kept daily 30 days, monthly 1 year');
  expect(show.out).toContain('disk-full');
  const retention = await run('retention', 'shop/database', '--dry-run');
  expect(retention.out).toContain('2 stay, 1 go.');
  expect((await run('show', 'database')).err).toContain('write the plan and the name, such as transport/database');
  await new Promise((resolve) => server.close(resolve));
});

test('the console shows what needs somebody first, and one with its copies', async () => {
  const ana = visitor({ app: api.app, settled: () => Promise.resolve() });
  await ana.signIn(api.ana);
  const { text } = await ana.get('/backups');
  expect(text.indexOf('The till')).toBeLessThan(text.indexOf('Pictures'));
  expect(text).toContain('RPO ✓ 10h30m of 30h, met');
  const shown = await ana.get('/backups/shop/database');
  for (const said of [
    'Kept: 3. Would go now: 1.',
    'goes: another',
    'the disk is full',
    'kept daily 30 days, monthly 1 year',
  ])
    expect(shown.text).toContain(said);
  expect((await ana.get('/backups/shop/nothing')).status).toBe(404);
});
