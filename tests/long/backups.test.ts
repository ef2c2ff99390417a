/** A gigabyte, of a database that is being written to and of files, is copied by each driver, killed in the middle, had back, as of an instant too, and what is damaged is found. */
import { appendFileSync, existsSync, mkdtempSync, readdirSync, truncateSync } from 'node:fs';
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
  makeFiles,
  removeFolder,
  scratchFolder,
  source,
  startBusyServer,
} from '../support/backups.ts';
import { killUntil, timed } from '../support/killing.ts';

const megabytes = Number(process.env['GUARDIA_TEST_MEGABYTES'] ?? 1000);
const folder = scratchFolder();
const repository = join(folder, 'pgbackrest');
const work = { signal: AbortSignal.timeout(3_000_000), say: () => undefined };

let server: Awaited<ReturnType<typeof startBusyServer>>;
let files: ReturnType<typeof makeFiles>;
beforeAll(async () => {
  findBackupTools();
  server = await startBusyServer(megabytes, repository, 'shop-database');
  files = makeFiles(folder, megabytes);
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

const databases = ['pg_dump', 'basebackup', 'pgbackrest'] as const;
const all = [...databases, 'restic', 'git', 'run'] as const;
type Name = (typeof all)[number];

const from = (name: Name): Source => {
  if (name === 'restic') return source(name, files.files, { environment: { RESTIC_PASSWORD: 'only a test' } });
  if (name === 'git') return source(name, files.repository);
  if (name === 'run') {
    const script = `tar --create --directory=${files.files} . > "$GUARDIA_BACKUP_FILE"`;
    return source(name, null, { command: ['sh', '-c', script] });
  }
  return source(name, server.url);
};
const placeOf = (name: Name) => (name === 'pgbackrest' ? repository : join(folder, name));

/** Promised of each: nothing older than that is lost, and nothing takes longer to have back. */
const [rpoSeconds, rtoSeconds] = [3600, 3600];
const copies = new Map<Name, Standing>();

/** What stands under its own name in a place, whose halves end in `.part`. */
const wholeIn = (place: string) =>
  existsSync(place)
    ? readdirSync(place, { recursive: true, withFileTypes: true })
        .filter((one) => one.isFile())
        .map(({ name }) => name)
    : [];

/** By which one sees the tool at work, and no other of that name. */
const argumentOf = (name: Name): string =>
  ({
    pg_dump: `--file=${placeOf(name)}`,
    basebackup: `--pgdata=${placeOf(name)}`,
    pgbackrest: `backup\0--pg1-path=${server.data}`,
    restic: `--\0${files.files}`,
    git: `bundle\0create\0--quiet\0${placeOf(name)}`,
    run: `--create\0--directory=${files.files}`,
  })[name];

test.each(all)(
  '%s, killed in the middle, leaves no copy; the next one is had back within RPO and RTO',
  async (name) => {
    const [driver, place] = [drivers[name]!, placeOf(name)];
    const killed = codeOf(copied(driver, from(name), place));
    expect(await killUntil(killed, argumentOf(name), megabytes < 500 ? 50 : 500)).toMatch(/killed|exit-|unreachable/);
    expect(wholeIn(join(place, 'shop')).filter((one) => !/^[0-9A-F]{24}/.test(one))).toEqual([]);

    const before = databases.some((one) => one === name) ? await server.count() : 0;
    const [copy, made] = await timed(copied(driver, from(name), place));
    copies.set(name, copy);
    const [, verified] = await timed(driver.verify(from(name), copy, work));
    const [restored, proven] = await timed(driver.prove(from(name), copy, fresh(), work));
    const url = restored.database;
    const counted = url === null ? [before] : await ask(url, 'select count(*) from trip', work.signal);
    expect(Number(counted[0])).toBeGreaterThanOrEqual(before);
    await restored.release();
    const speed = (seconds: number) => `${Math.round(megabytes / seconds)} MB/s`;
    console.log(
      `${name}: ${megabytes} MB as ${Math.round(copy.bytes / 1_000_000)} MB; made in ${made} s (${speed(made)}), verified in ${verified} s, restored in ${proven} s (${speed(proven)})`,
    );
    expect(made).toBeLessThan(rpoSeconds);
    expect(proven).toBeLessThan(rtoSeconds);
  },
  1_200_000,
);

test.each(databases)(
  'what is damaged of a copy of %s does not pass for whole',
  async (name) => {
    const [driver, copy] = [drivers[name]!, copies.get(name)!];
    for (const damage of Object.values(damages)) {
      const place = damagedTwin(copy.place, damage);
      expect(await codeOf(driver.prove(from(name), { ...copy, place }, fresh(), work))).toMatch(
        /damaged|does-not|empty/,
      );
      removeFolder(place);
    }
  },
  1_200_000,
);

test('pgbackrest has tablespaces back beside the data', async () => {
  await server.tablespace(fresh(), async () => {
    await sql('create table apart tablespace extra as select generate_series(1, 1000) as id');
    const copy = await copied(drivers.pgbackrest!, from('pgbackrest'), repository);
    const restored = await drivers.pgbackrest!.prove(from('pgbackrest'), copy, fresh(), work);
    expect(Number((await ask(restored.database!, 'select count(*) from apart', work.signal))[0])).toBe(1000);
    await restored.release();
    await sql('drop table apart');
  });
}, 1_200_000);

async function sql(statement: string, url = server.url): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

test('a log that goes on is followed in every place, and any instant of it can be had back', async () => {
  const till = source('basebackup', server.url, { mode: 'point in time' });
  const driver = drivers.basebackup!;
  const [first, further] = [join(folder, 'first'), join(folder, 'further')];
  const base = await copied(driver, till, first);
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
  const position = await driver.follow!(till, base, [further], work);
  const grown = { ...base, position };

  const latest = await driver.prove(till, { ...grown, place: further }, fresh(), work);
  expect(Number((await ask(latest.database!, 'select count(*) from moments', work.signal))[0])).toBe(3);
  await latest.release();

  const scratch = fresh();
  const into = join(scratch, 'data');
  await driver.restore(till, grown, { into, at: betweenAt }, work);
  const settings = {
    restore_command: 'false',
    recovery_target_time: instantOf(betweenAt),
    recovery_target_action: 'promote',
  };
  const data = { path: into, user: 'guardia', database: 'guardia' };
  const back = await startScratch({ folder: scratch, major: '15', data, settings }, work);
  expect(await ask(back.url, 'select name from moments', work.signal)).toEqual(['first', 'second']);

  // What was recovered goes on as another server: the old log ends, and a new one is begun beside it.
  appendFileSync(join(scratch, 'hba_file'), 'local replication all trust\n');
  await sql('select pg_reload_conf()', back.url);
  const after = { ...till, on: back.url };
  expect(await codeOf(driver.follow!(after, grown, [], work))).toBe('log-lost');
  const anew = await copied(driver, after, first);
  await sql(`insert into moments values ('after')`, back.url);
  const reached = await driver.follow!(after, anew, [], work);
  await back.release();
  for (const [one, count] of [
    [{ ...anew, position: reached }, 3],
    [grown, 3],
  ] as const) {
    const both = await driver.prove(till, one, fresh(), work);
    expect(await ask(both.database!, 'select count(*)::int from moments', work.signal)).toEqual([count]);
    await both.release();
  }

  const log = join(first, `${base.location}-wal`);
  const last = readdirSync(log).toSorted().at(-1)!;
  truncateSync(join(log, last), 4096);
  expect(await codeOf(driver.prove(till, grown, fresh(), work))).toMatch(/damaged|does-not-start/);
  await driver.remove(till, { ...grown, place: further }, [], work);
  expect(existsSync(join(further, base.location))).toBe(false);
}, 1_200_000);
