/** A worker that is killed in the middle of a real pg_dump leaves no good copy, is told of once, and keeps the next one from nothing. */
import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { goodCopies, lastCopies } from '../../db/copies.ts';
import { readRun } from '../../db/runs.ts';
import { hear } from '../../services/alert/hear.ts';
import { advanceRun } from '../../services/procedure/advance.ts';
import { notBegun } from '../../services/procedure/not-begun.ts';
import { startRun } from '../../services/procedure/start.ts';
import { toolsOf } from '../../worker/tools.ts';
import { carry } from '../services/carry.ts';
import { admin, startShop } from '../services/support.ts';
import type { Shop } from '../services/support.ts';
import { findBackupTools, removeFolder, scratchFolder } from '../support/backups.ts';
import { freshDatabase } from '../support/database.ts';

import { planOf } from './support.ts';

const folder = scratchFolder();
const tools = toolsOf([folder], join(folder, 'home'));
const plan = planOf(`
severities: { P1: { response: 1h }, P2: { response: 4h } }
backups:
  till: { every: day 04:00, on: "\${TILL}", opens: P2, restore test: { every: month, validate: ["SELECT count(*) FROM trip WHERE id < 0"] } }
`);

let shop: Shop;
let till: Awaited<ReturnType<typeof freshDatabase>>;
let client: Client;
const stopping = new AbortController();
let written: Promise<void>;
beforeAll(async () => {
  findBackupTools();
  [shop, till] = [await startShop(plan), await freshDatabase()];
  Object.assign(shop.desk, { env: { TILL: till.url } });
  client = new Client({ connectionString: till.url });
  await client.connect();
  await client.query(
    'create table trip as select id, repeat(md5(id::text), 8) as words from generate_series(1, 150000) as id',
  );
  written = (async () => {
    for (let id = 1; !stopping.signal.aborted; id++)
      await client.query(`insert into trip values (-${id}, 'under way')`);
  })();
});
afterAll(async () => {
  stopping.abort();
  await written;
  await client.end();
  await shop.stop();
  await till.drop();
  removeFolder(folder);
});

const start = async (procedure: string) =>
  (await startRun(shop.desk, admin, { plan: 'shop', procedure, answers: {} }, null)).reference;
const incidents = async () => {
  await hear(shop.desk);
  return shop.db.selectFrom('incident').select(['severity', 'status']).execute();
};
const place = join(folder, 'home', 'backups', 'shop');
const files = (end: string) => readdirSync(place).filter((name) => name.endsWith(end));
const halves = () => files('.part').map((name) => statSync(join(place, name)).size);

test('killed in the middle: unknown, one incident, no copy; the next one is good and is restored', async () => {
  const reference = await start('backups/till');
  await advanceRun(shop.desk, reference);
  const env = { ...process.env, TILL: till.url };
  const lost = spawn(process.execPath, ['tests/procedure/lost-worker.ts', shop.url, folder, reference, 'backup'], {
    env,
  });
  const half = () => {
    try {
      return (halves()[0] ?? 0) > 0;
    } catch {
      return false;
    }
  };
  await vi.waitFor(() => expect(half()).toBe(true), { timeout: 20_000, interval: 5 });
  lost.kill('SIGKILL');
  expect(await goodCopies(shop.db, 'shop', 'till')).toEqual([]);
  expect((await lastCopies(shop.db, 'shop', 'till', 9)).map(({ status }) => status)).toEqual(['making']);

  // Nobody waits a minute or two for what nobody renews.
  await sql`update job set lease_until = clock_timestamp()`.execute(shop.db);
  await sql`update copy set lease_until = clock_timestamp()`.execute(shop.db);
  for (const _ of [1, 2]) await advanceRun(shop.desk, reference);
  const { state } = (await readRun(shop.db, reference))!;
  expect([state.status, state.steps['backup']!.status]).toEqual(['failed', 'unknown']);
  expect(await incidents()).toEqual([{ severity: 'P2', status: 'received' }]);

  const next = await start('backups/till');
  expect(await carry(shop.desk, next, tools)).toBe('done');
  expect((await lastCopies(shop.db, 'shop', 'till', 9)).map(({ status, failed_why: why }) => [status, why])).toEqual([
    ['good', null],
    ['failed', 'lost'],
  ]);
  expect([files('.dump').length, files('.part')]).toEqual([1, []]);
  expect(await carry(shop.desk, await start('backups/till/restore-test'), tools)).toBe('done');
  expect(await incidents()).toEqual([{ severity: 'P2', status: 'resolved' }]);
});

test('where the machine that restores is gone, the test fails, is told of, and says nothing of the copy', async () => {
  const reference = await start('backups/till/restore-test');
  const { jobs } = await advanceRun(shop.desk, reference);
  for (const _ of [1, 2]) await notBegun(shop.desk, { ...jobs[0]!, reference });
  await advanceRun(shop.desk, reference);
  const { state } = (await readRun(shop.db, reference))!;
  expect([state.status, state.steps['restore-test']!.status]).toEqual(['failed', 'failed']);
  expect((await incidents()).filter(({ status }) => status !== 'resolved')).toEqual([
    { severity: 'P2', status: 'received' },
  ]);
  expect(await goodCopies(shop.db, 'shop', 'till')).toHaveLength(1);
});
