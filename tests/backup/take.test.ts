/** A backup is a good copy in each of its places, or none at all; and what was restored is known to be what it was. */
import { readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';

import { backupTools } from '../../channels/backups/index.ts';
import type { Db } from '../../db/connect.ts';
import { goodCopies, lastCopies } from '../../db/copies.ts';
import { restoreTestsOf } from '../../db/restore-tests.ts';
import type { Plan } from '../../domain/plan.ts';
import { isConfigured } from '../../services/backup/configured.ts';
import { Failure } from '../../services/backup/driver.ts';
import { proveBackup } from '../../services/backup/prove.ts';
import { removing } from '../../services/backup/remove.ts';
import { restoreBackup } from '../../services/backup/restore.ts';
import { takeBackup } from '../../services/backup/take.ts';
import { findBackupTools, removeFolder, scratchFolder } from '../support/backups.ts';
import { asAdmin, freshDatabase, pool } from '../support/database.ts';

import { planOf as compiledWith } from './support.ts';

const planOf = (chapters: string) => compiledWith(chapters).plan;

const folder = scratchFolder();
const tools = backupTools(join(folder, 'home'));
const env: Record<string, string> = {
  FIRST: join(folder, 'first'),
  SECOND: join(folder, 'second'),
  FILE: join(folder, 'file'),
};
const work = { signal: AbortSignal.timeout(120_000), say: () => undefined };

let database: Awaited<ReturnType<typeof freshDatabase>>;
let target: Awaited<ReturnType<typeof freshDatabase>>;
let db: Db;
let nowAt = Date.UTC(2027, 0, 4);
const desk = () => ({ db, env, now: () => (nowAt += 1000) });
beforeAll(async () => {
  findBackupTools();
  [database, target] = [await freshDatabase(), await freshDatabase()];
  env['DATABASE'] = target.url;
  db = pool(database.url);
  await asAdmin(target.url, 'create table trip as select generate_series(1, 1000) as id');
});
afterAll(async () => {
  await db.destroy();
  for (const one of [database, target]) await one.drop();
  removeFolder(folder);
});

const script = (name: string, text: string, more = '') => {
  writeFileSync(join(folder, `${name}.sh`), text);
  return planOf(`backups: { ${name}: { every: day 03:00, driver: run, run: [sh, ${join(folder, name)}.sh] ${more} } }`);
};
const take = (plan: Plan, backup: string, at = work) => takeBackup(desk(), tools, { plan, backup, run: null }, at);
const prove = (plan: Plan, backup: string) => proveBackup(desk(), tools, { plan, backup, run: null }, work);
const codeOf = (doing: Promise<unknown>): Promise<string> =>
  doing.then(
    () => 'nothing went wrong',
    (error: unknown) => (error instanceof Failure ? error.code : String(error)),
  );
const rows = (backup: string) => lastCopies(db, 'shop', backup, 20);
const filesIn = (path: string) =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map(({ name }) => name);

test('a copy stands in each place, with size and checksum, and the restored one answers', async () => {
  const plan = planOf(`
continuity: { rto: 1h }
backups:
  database:
    every: day 03:00
    on: "\${DATABASE}"
    places: ["\${FIRST}", "\${SECOND}"]
    restore test: { every: month, validate: [SELECT count(*) FROM trip, Somebody looks at it] }`);
  const { copies, suspicion } = await take(plan, 'database');
  expect(copies).toMatchObject([
    { status: 'good', place: '${FIRST}', mode: 'full', tool: expect.stringContaining('pg_dump 15') },
    { status: 'good', place: '${SECOND}', same_as: copies[0]!.id, sha256: copies[0]!.sha256 },
  ]);
  expect([suspicion, filesIn(env['FIRST']!), filesIn(env['SECOND']!)]).toEqual([
    null,
    ...[1, 1].map(() => [expect.stringMatching(/^database-2027.*\.dump$/)]),
  ]);
  expect((await prove(plan, 'database')).ms).toBeGreaterThan(0);
  const [proof] = await restoreTestsOf(db, 'shop', 'database', 1);
  expect(proof).toMatchObject({
    status: 'passed',
    rto_ms: 3_600_000,
    evidence: { tool: expect.stringContaining('PostgreSQL 15') },
  });
  expect(proof!.evidence).toMatchObject({
    asked: [{ query: 'SELECT count(*) FROM trip', answer: '1000', ok: true }],
    notChecked: ['Somebody looks at it'],
  });
  // The other place has its turn.
  await prove(plan, 'database');
  expect((await goodCopies(db, 'shop', 'database')).map(({ proven_at: at }) => at !== null)).toEqual([true, true]);

  const other = await freshDatabase();
  const wanted = { plan, backup: 'database', run: null, at: null };
  expect(await codeOf(restoreBackup(desk(), tools, { ...wanted, into: target.url }, work))).toBe('not-empty');
  const [server, name] = [inject('postgres').replace(/\/guardia$/, ''), `empty_${Date.now()}`];
  await asAdmin(inject('postgres'), `create database ${name}`);
  await restoreBackup(desk(), tools, { ...wanted, into: `${server}/${name}` }, work);
  expect(Number((await tools.ask(`${server}/${name}`, 'select count(*) from trip', work.signal))[0])).toBe(1000);
  await asAdmin(inject('postgres'), `drop database ${name} with (force)`);
  await other.drop();
  const remove = removing(desk(), tools, plan, work);
  const [first] = await goodCopies(db, 'shop', 'database');
  await remove(first!, []);
  await remove(first!, []);
  expect(filesIn(env['FIRST']!).length + filesIn(env['SECOND']!).length).toBe(1);
});

test('a database that answers nothing, or nothing good, is not proven', async () => {
  const planAsking = (query: string) =>
    planOf(
      `backups: { asked: { every: day 03:00, on: "\${DATABASE}", restore test: { every: month, validate: ["${query}"] } } }`,
    );
  for (const query of ['SELECT count(*) FROM trip WHERE id < 0', 'SELECT id FROM not_there']) {
    await take(planAsking(query), 'asked');
    expect(await codeOf(prove(planAsking(query), 'asked'))).toBe('not-valid');
  }
  expect((await rows('asked')).map(({ status }) => status)).toEqual(['damaged', 'damaged']);
  expect(await codeOf(prove(planAsking('SELECT 1'), 'asked'))).toBe('no-copy');
  expect((await restoreTestsOf(db, 'shop', 'asked', 9)).map((one) => one.failed_why)).toEqual([
    'no-copy',
    'not-valid',
    'not-valid',
  ]);
});

test('a damaged copy does not count any more', async () => {
  const plan = script('files', 'head -c 100000 /dev/urandom > "$GUARDIA_BACKUP_FILE"');
  const [copy] = (await take(plan, 'files')).copies;
  truncateSync(join(folder, 'home', 'backups', copy!.location!), 10);
  expect(await codeOf(prove(plan, 'files'))).toBe('checksum');
  expect(await rows('files')).toMatchObject([{ status: 'damaged', failed_why: 'checksum', proven_at: null }]);
});

test('what fails leaves a failed copy and no file, and says nothing of values', async () => {
  const plan = script('fails', 'echo half > "$GUARDIA_BACKUP_FILE"; exit 7');
  expect(await codeOf(take(plan, 'fails'))).toBe('exit-7');
  expect(await rows('fails')).toMatchObject([{ status: 'failed', failed_why: 'exit-7', sha256: null }]);
  expect(filesIn(join(folder, 'home')).filter((name) => name.startsWith('fails'))).toEqual([]);
  const unset = planOf('backups: { unset: { every: day 03:00, on: "${NOWHERE}" } }');
  expect(await codeOf(take(unset, 'unset'))).toBe('not-configured');
});

test('a place that is only named is where the environment says', async () => {
  const plan = script('named', 'echo all > "$GUARDIA_BACKUP_FILE"', ', places: [My vault]');
  expect(isConfigured(plan.backups['named']!, env)).toBe(false);
  expect(await codeOf(take(plan, 'named'))).toBe('not-configured');
  env['GUARDIA_PLACE_MY_VAULT'] = join(folder, 'vault');
  expect(isConfigured(plan.backups['named']!, env)).toBe(true);
  await take(plan, 'named');
  expect(filesIn(join(folder, 'vault'))).toHaveLength(1);
});

test('one place that takes nothing keeps the others from nothing', async () => {
  writeFileSync(join(folder, 'no-folder'), '');
  env['BLOCKED'] = join(folder, 'no-folder');
  const plan = script('partly', 'echo all > "$GUARDIA_BACKUP_FILE"', ', places: ["${BLOCKED}", "${SECOND}"]');
  expect(await codeOf(take(plan, 'partly'))).toBe('unreadable');
  expect((await rows('partly')).map(({ place, status }) => [place, status])).toEqual([
    ['${SECOND}', 'good'],
    ['${BLOCKED}', 'failed'],
  ]);
});

test('two at once are one', async () => {
  const plan = script('twice', 'sleep 0.5; echo all > "$GUARDIA_BACKUP_FILE"');
  const both = await Promise.all([1, 2].map(() => codeOf(take(plan, 'twice'))));
  expect(both.toSorted()).toEqual(['already-running', 'nothing went wrong']);
  expect((await rows('twice')).map(({ status }) => status)).toEqual(['good']);
});

test('a worker that is lost in the middle leaves no good copy, and the next one takes away what it left', async () => {
  const plan = script('lost', 'echo all > "$GUARDIA_BACKUP_FILE"');
  const place = join(folder, 'home', 'backups', 'shop');
  await take(plan, 'lost');
  const left = 'shop/lost-left';
  writeFileSync(join(place, 'lost-left.part'), 'half');
  writeFileSync(join(place, 'lost-left'), 'whole, but not known to be');
  await asAdmin(
    database.url,
    `insert into copy (plan, backup, "of", driver, mode, place, location, status, began_at, lease_until)
     values ('shop', 'lost', 'lost', 'run', 'full', '', '${left}', 'making', 1, clock_timestamp() - interval '1 s')`,
  );
  await take(plan, 'lost');
  expect((await rows('lost')).map(({ status, failed_why: why }) => [status, why])).toEqual([
    ['good', null],
    ['good', null],
    ['failed', 'lost'],
  ]);
  expect(filesIn(place).filter((name) => name.startsWith('lost-left'))).toEqual([]);
});

test('who is told to stop stops, and leaves nothing', async () => {
  const plan = script('stopped', `echo half > "$GUARDIA_BACKUP_FILE"; touch ${join(folder, 'begun')}; sleep 100`);
  const stopping = new AbortController();
  const taking = codeOf(take(plan, 'stopped', { ...work, signal: stopping.signal }));
  await vi.waitFor(() => readFileSync(join(folder, 'begun')), 5000);
  stopping.abort();
  expect(await taking).toBe('stopped');
  expect(await rows('stopped')).toMatchObject([{ status: 'failed', failed_why: 'stopped' }]);
});

test('a copy that is half of what is usual counts, and is said to be strange', async () => {
  const large = 'head -c 5000 /dev/urandom > "$GUARDIA_BACKUP_FILE"';
  for (let times = 0; times < 3; times++) expect((await take(script('shrunk', large), 'shrunk')).suspicion).toBeNull();
  const { suspicion, copies } = await take(script('shrunk', large.replace('5000', '2000')), 'shrunk');
  expect([suspicion, copies[0]!.status]).toEqual(['suspiciously-small', 'good']);
});
