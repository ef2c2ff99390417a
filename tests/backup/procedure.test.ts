/** A backup and its restore test are procedures: what goes wrong in them opens an incident of the severity that the plan names. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { backupTools } from '../../channels/backups/index.ts';
import { beginCopy, failCopy, goodCopies } from '../../db/copies.ts';
import { readRun } from '../../db/runs.ts';
import { listPlans } from '../../db/plans.ts';
import { hear } from '../../services/alert/hear.ts';
import { Failure } from '../../services/backup/driver.ts';
import { takeBackup } from '../../services/backup/take.ts';
import { begin } from '../../services/schedule/begin.ts';
import { startRun } from '../../services/procedure/start.ts';
import { shopPlan } from '../domain/support.ts';
import { carry } from '../services/carry.ts';
import { admin, startShop } from '../services/support.ts';
import type { Shop } from '../services/support.ts';
import { removeFolder, scratchFolder } from '../support/backups.ts';

import { planOf } from './support.ts';

const folder = scratchFolder();
const script = join(folder, 'export.sh');
const plan = shopPlan(
  (text) => `${text}backups:
  export:
    title: Export of orders
    every: day 03:00
    driver: run
    run: [sh, ${script}]
    keep: 30 days
    restore test: { every: month, owner: ana }
    opens: P2
  seen: { every: continuously, driver: watch }
  log: { every: continuously, driver: basebackup, mode: point in time }
procedures:
  recovery: { owner: ana, asks: { into: Where to }, steps: [{ name: back, restore: export }] }
`,
);

let shop: Shop;
beforeAll(async () => {
  shop = await startShop(plan);
});
afterAll(async () => {
  await shop.stop();
  removeFolder(folder);
});

const writes = (text: string) => writeFileSync(script, text);
const carried = async (procedure: string, answers: Record<string, string> = {}, backups = backupTools(folder)) => {
  const { reference } = await startRun(shop.desk, admin, { plan: 'shop', procedure, answers }, null);
  return carriedOn(reference, backups);
};
const carriedOn = async (reference: string, backups = backupTools(folder)) => {
  const status = await carry(shop.desk, reference, { backups } as never);
  const { steps } = (await readRun(shop.db, reference))!.state;
  return { reference, status, steps };
};
const incidents = async () => {
  await hear(shop.desk);
  return shop.db.selectFrom('incident').select(['title', 'severity', 'description']).orderBy('opened_at').execute();
};

test('each backup that Guardia makes is a procedure of its own, and comes round', async () => {
  expect(await listPlans(shop.db)).toHaveLength(1);
  const names = ({ procedures, schedules }: typeof plan.plan) =>
    [procedures, schedules].map((all) => Object.keys(all).filter((name) => name.startsWith('backups/')));
  const all = ['backups/export', 'backups/export/restore-test', 'backups/log'];
  expect(names(plan.plan)).toEqual([all, all]);
  expect(plan.plan.schedules['backups/log']!.every).toEqual({ kind: 'interval', ms: 300_000 });
});

test('nothing is begun on what is not configured', async () => {
  const one = { plan: 'shop', nominalAt: shop.desk.now() };
  expect(await begin(shop.desk, { ...one, name: 'backups/log' })).toBeNull();
  expect(await shop.db.selectFrom('occurrence').select(['name', 'outcome', 'why']).execute()).toEqual([
    { name: 'backups/log', outcome: 'skipped', why: 'not-configured' },
  ]);
});

test('one that goes well is a copy, is shown to be one, and can be had back', async () => {
  writes('echo orders > "$GUARDIA_BACKUP_FILE"');
  expect((await carried('backups/export')).status).toBe('done');
  const [copy] = await goodCopies(shop.db, 'shop', 'export');
  expect(copy).toMatchObject({ bytes: 7, run: expect.stringMatching(/-R1$/) });
  expect(await carried('backups/export/restore-test')).toMatchObject({
    status: 'done',
    steps: { 'restore-test': { data: { copy: copy!.id } } },
  });
  const into = join(folder, 'back');
  expect((await carried('recovery', { into })).status).toBe('done');
  expect((await carried('recovery', { into })).steps['back']).toMatchObject({
    status: 'failed',
    data: { about: 'into' },
  });
  expect(await incidents()).toEqual([]);
});

const spot = { place: '', base: null, same_as: null, location: null, began_at: 1 };

test('one whose data is just being copied waits until that is over', async () => {
  const about = {
    plan: 'shop',
    backup: 'export',
    of: 'export',
    run: null,
    driver: 'run',
    mode: 'full',
    place: '',
  } as const;
  const other = await beginCopy(shop.db, { ...about, base: null, same_as: null, location: 'x', began_at: 1 });
  const { reference, steps } = await carried('backups/export');
  expect(steps['backup']).toMatchObject({ status: 'ready', notBefore: expect.any(Number) });
  await failCopy(shop.db, other!.id, 'lost', 1);
  shop.desk.clock.offsetMs += 61_000;
  expect((await carriedOn(reference)).status).toBe('done');
});

test('what shares a repository takes turns', async () => {
  const backup = `{ of: files, every: day 03:00, driver: restic, on: ${folder} }`;
  const { plan: shared } = planOf(`backups: { often: ${backup}, seldom: ${backup} }`);
  const about = { plan: 'shop', backup: 'often', of: 'files', run: null, driver: 'restic', mode: 'full' } as const;
  const other = await beginCopy(shop.db, { ...about, ...spot });
  const work = { signal: new AbortController().signal, say: () => undefined };
  const taking = takeBackup(shop.desk, backupTools(folder), { plan: shared, backup: 'seldom', run: null }, work);
  await expect(taking).rejects.toMatchObject({ code: 'already-running' });
  await failCopy(shop.db, other!.id, 'stopped', 1);
});

test('which program is missing, and where it is to be had, stands in the incident', async () => {
  const tools = backupTools(folder);
  const missing = { make: () => Promise.reject(new Failure('missing-tool', 'pgbackrest (pgbackrest)')) };
  const drivers = { ...tools.drivers, run: { ...tools.drivers.run!, ...missing } };
  expect((await carried('backups/export', {}, { ...tools, drivers })).status).toBe('failed');
  expect((await incidents()).at(-1)!.description).toMatch(/not installed there .*: pgbackrest \(pgbackrest\)/);
  expect((await carried('backups/export')).status).toBe('done');
  await incidents();
});

test('one that fails opens an incident', async () => {
  writes('exit 3');
  expect((await carried('backups/export')).status).toBe('failed');
  expect((await incidents()).at(-1)).toMatchObject({
    severity: 'P2',
    title: expect.stringContaining('Export of orders'),
  });
});

test('so does a restore test that finds a copy damaged', async () => {
  const [copy] = await goodCopies(shop.db, 'shop', 'export');
  const place = join(folder, 'backups');
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, copy!.location!), 'orderz\n');
  expect((await carried('backups/export/restore-test')).steps['restore-test']).toMatchObject({ status: 'failed' });
  expect(await incidents()).toHaveLength(3);
  const left = await goodCopies(shop.db, 'shop', 'export');
  expect(left.map(({ id }) => id)).not.toContain(copy!.id);
});
