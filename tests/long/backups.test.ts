/** A gigabyte that is being written to is copied by each driver of databases, had back as of an instant, and what is damaged is found. */
import { existsSync, mkdtempSync, readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';

import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { ask } from '../../channels/backups/database.ts';
import { drivers } from '../../channels/backups/index.ts';
import { instantOf } from '../../channels/backups/unpack.ts';
import { startScratch } from '../../channels/backups/scratch.ts';
import { Failure } from '../../services/backup/driver.ts';
import type { Driver, Source, Standing } from '../../services/backup/driver.ts';
import {
  damagedTwin,
  damages,
  findBackupTools,
  removeFolder,
  scratchFolder,
  source,
  startBusyServer,
} from '../support/backups.ts';

const megabytes = Number(process.env['GUARDIA_TEST_MEGABYTES'] ?? 1000);
const folder = scratchFolder();
const repository = join(folder, 'pgbackrest');
const work = { signal: AbortSignal.timeout(3_000_000), say: () => undefined };

let server: Awaited<ReturnType<typeof startBusyServer>>;
beforeAll(async () => {
  findBackupTools();
  server = await startBusyServer(megabytes, repository, 'shop-database');
}, 900_000);
afterAll(async () => {
  await server.stop();
  removeFolder(folder);
});

const fresh = () => mkdtempSync(join(folder, 'scratch-'));
const codeOf = (doing: Promise<unknown>): Promise<string> =>
  doing.then(
    () => 'nothing went wrong',
    (error: unknown) => (error instanceof Failure ? error.code : String(error)),
  );

async function copied(driver: Driver, from: Source, place: string): Promise<Standing> {
  const made = await driver.make(from, place, driver.locate(from, Date.now()), work);
  return { place, position: null, ...made };
}

test.each(['pg_dump', 'basebackup', 'pgbackrest'] as const)(
  '%s',
  async (name) => {
    const from = source(name, server.url);
    const driver = drivers[name]!;
    const before = await server.count();
    const copy = await copied(driver, from, name === 'pgbackrest' ? repository : join(folder, name));
    const restored = await driver.prove(from, copy, fresh(), work);
    expect(Number((await ask(restored.database!, 'select count(*) from trip', work.signal))[0])).toBeGreaterThanOrEqual(
      before,
    );
    await restored.release();
    for (const damage of Object.values(damages)) {
      const place = damagedTwin(copy.place, damage);
      expect(await codeOf(driver.prove(from, { ...copy, place }, fresh(), work))).toMatch(/damaged|does-not|empty/);
      removeFolder(place);
    }
  },
  1_200_000,
);

test('a log that goes on is followed in every place, and any instant of it can be had back', async () => {
  const from = source('basebackup', server.url, { mode: 'point in time' });
  const driver = drivers.basebackup!;
  const [first, further] = [join(folder, 'first'), join(folder, 'further')];
  const base = await copied(driver, from, first);
  await driver.duplicate!(base, further, work);
  const client = new Client({ connectionString: server.url });
  await client.connect();
  await client.query('create table moments (name text)');
  const moment = async (name: string) => {
    await client.query('insert into moments values ($1)', [name]);
    const { rows } = await client.query<{ at: string }>('select extract(epoch from clock_timestamp()) * 1000 as at');
    await new Promise((done) => setTimeout(done, 50));
    return Math.ceil(Number(rows[0]!.at)) + 20;
  };
  await moment('first');
  const betweenAt = await moment('second');
  await moment('mistake');
  await client.end();
  const position = await driver.follow!(from, base, [further], work);
  const grown = { ...base, position };

  const latest = await driver.prove(from, { ...grown, place: further }, fresh(), work);
  expect(Number((await ask(latest.database!, 'select count(*) from moments', work.signal))[0])).toBe(3);
  await latest.release();

  const scratch = fresh();
  const into = join(scratch, 'data');
  await driver.restore(from, grown, { into, at: betweenAt }, work);
  const settings = {
    restore_command: 'false',
    recovery_target_time: instantOf(betweenAt),
    recovery_target_action: 'promote',
  };
  const data = { path: into, user: 'guardia', database: 'guardia' };
  const back = await startScratch({ folder: scratch, major: '15', data, settings }, work);
  expect(await ask(back.url, 'select name from moments', work.signal)).toEqual(['first', 'second']);
  await back.release();

  const log = join(first, 'shop', 'basebackup-wal');
  const last = readdirSync(log).toSorted().at(-1)!;
  truncateSync(join(log, last), 4096);
  expect(await codeOf(driver.prove(from, grown, fresh(), work))).toMatch(/damaged|does-not-start/);
  await driver.remove(from, { ...grown, place: further }, [], work);
  expect(existsSync(join(further, base.location))).toBe(false);
}, 1_200_000);
