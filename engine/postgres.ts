import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client } from 'pg';

import { startChild, whenReady } from './child.ts';
import type { Child } from './child.ts';
import { stopStages } from './children.ts';
import { codeOf, StartError } from './errors.ts';
import { freePort } from './ports.ts';
import { findPrograms, makeData, readPassword, stopLeftoverPostgres } from './postgres-data.ts';
import { runAs } from './postgres-user.ts';
import type { RunAs } from './postgres-user.ts';
import { send, stopProcess } from './process.ts';
import type { Identity } from './process.ts';

/** A folder for data and password, a port of 127.0.0.1, a file for the log; `throwaway` gives up durability for speed. */
export interface PostgresOptions {
  home: string;
  port: number;
  log: string;
  throwaway?: boolean;
  /** Besides its own, or instead of them. */
  settings?: Readonly<Record<string, string>>;
  spawned?: ((identity: Identity) => void) | undefined;
}

/** A running Postgres. `url` has the user, the password and the database `guardia`; `stop` ends it in order and keeps its data. */
export interface RunningPostgres {
  url: string;
  pid: number;
  exited: Promise<string>;
  stop(): Promise<void>;
}

/** Starts the embedded Postgres on the data in `home`, made on the first start, and answers when it takes connections. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const { port, throwaway = false } = options;
  const home = realpathSync(options.home);
  const dataDir = join(home, 'postgres');
  const programs = await findPrograms();
  const as = runAs(dataDir, [programs.postgres, dataDir]);
  const password = readPassword(home);
  await stopLeftoverPostgres(dataDir);
  await makeData(dataDir, programs, as, password, throwaway);
  const child = await launch(programs.postgres, dataDir, as, options);
  const server = `postgres://guardia:${password}@127.0.0.1:${port}`;
  await whenReady(child, 'Postgres', () => answers(`${server}/postgres`, home), { withinMs: 300_000 });
  await makeDatabase(`${server}/postgres`);
  return {
    url: `${server}/guardia`,
    pid: child.identity.pid,
    exited: child.exited,
    stop: async () => void (await stopProcess(child.identity, stopStages.postgres)),
  };
}

/** A Postgres of its own for tests: empty, fast, forgetful; `stop`, or the end of this process, takes it away. */
export async function startThrowawayPostgres(
  settings: Readonly<Record<string, string>> = {},
): Promise<RunningPostgres> {
  const home = mkdtempSync(join(tmpdir(), 'guardia-postgres-'));
  chmodSync(home, 0o711);
  const remove = () => rmSync(home, { recursive: true, force: true });
  let started: Identity | undefined;
  const abandon = () => {
    if (started) send(started, 'SIGQUIT');
    remove();
  };
  process.once('exit', abandon);
  const options = { home, port: await freePort(), log: join(home, 'postgres.log'), throwaway: true, settings };
  const postgres = await startPostgres({ ...options, spawned: (identity) => (started = identity) });
  return {
    ...postgres,
    async stop() {
      await postgres.stop();
      process.off('exit', abandon);
      remove();
    },
  };
}

/** Backends of a Postgres that was killed hold its shared memory for a moment longer, so a first refusal is no failure. */
async function launch(postgres: string, dataDir: string, as: RunAs, options: PostgresOptions): Promise<Child> {
  for (let attempt = 1; ; attempt++) {
    const child = await startPostmaster(postgres, dataDir, as, options);
    const settled = await Promise.race([child.exited, new Promise((done) => setTimeout(done, 150, 'runs'))]);
    const blocked = settled !== 'runs' && child.lastWords().includes('pre-existing shared memory block');
    if (!blocked || attempt === 40) return child;
    await new Promise((done) => setTimeout(done, 250));
  }
}

function startPostmaster(postgres: string, dataDir: string, as: RunAs, options: PostgresOptions): Promise<Child> {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    shared_buffers: '128MB',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(options.throwaway ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
    ...options.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [file, ...args] = [...as.prefix, postgres, '-D', dataDir, '-p', String(options.port), ...flags];
  const env = { PATH: process.env['PATH'] };
  return startChild({ file: file!, args, log: options.log, cwd: '/', env, ...as.spawn, spawned: options.spawned });
}

async function answers(url: string, home: string): Promise<true | undefined> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch (error) {
    if (codeOf(error) !== '28P01') return undefined;
    throw new StartError(
      `Postgres does not take the password in ${join(home, 'postgres.password')}. Put back the file that belongs to ${join(home, 'postgres')}.`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function makeDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  // A Postgres that dies now is told of by what is asked of it, not by the end of this process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query(`select 1 from pg_database where datname = 'guardia'`);
    if (!rowCount) await client.query('create database guardia');
  } finally {
    await client.end().catch(() => undefined);
  }
}
