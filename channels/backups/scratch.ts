import { chown, chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { Failure } from '../../services/backup/driver.ts';
import type { Work } from '../../services/backup/driver.ts';
import { runProgram } from '../command.ts';
import { rowsOf } from '../probes/sql.ts';

import { asFailure } from './files.ts';
import { postgresUser, programsOf } from './postgres-programs.ts';
import { failureOf, use } from './tool.ts';

/** A Postgres that is reached through a folder of its own, by nobody else, and is gone with it. */
export interface Scratch {
  /** `PostgreSQL 15.8`. */
  readonly version: string;
  readonly url: string;
  readonly database: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Throws a `Failure` where it is not there any more, which is not the fault of what was restored. */
  readonly requireThere: () => Promise<void>;
  readonly release: () => Promise<void>;
}

interface Wanted {
  /** It is removed in the end. */
  readonly folder: string;
  /** The version that the data needs. */
  readonly major: string;
  /** A restored data folder, and as whom which database of it is asked; null: a new one is made. */
  readonly data: { readonly path: string; readonly user: string; readonly database: string } | null;
  readonly settings?: Readonly<Record<string, string>>;
}

/** It says nothing to anybody but us, archives nothing, and need not outlive a power cut. */
const usual = {
  listen_addresses: '',
  port: '5432',
  unix_socket_permissions: '0700',
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  autovacuum: 'off',
  archive_mode: 'off',
  archive_command: '',
  ssl: 'off',
  shared_preload_libraries: '',
  primary_conninfo: '',
  hot_standby: 'off',
  max_wal_size: '4GB',
  logging_collector: 'off',
  log_destination: 'stderr',
};

/** Starts one and answers once it takes connections. Throws a `Failure`, having taken everything away again. */
export async function startScratch({ folder, major, data, settings = {} }: Wanted, work: Work): Promise<Scratch> {
  const sockets = await mkdtemp(join(tmpdir(), 'guardia-scratch-'));
  const ending = new AbortController();
  const around = { ...work, signal: AbortSignal.any([work.signal, ending.signal]) };
  let running: Promise<unknown> = Promise.resolve();
  const release = async () => {
    ending.abort();
    await running;
    for (const path of [sockets, folder]) await rm(path, gone).catch(() => undefined);
  };
  try {
    const as = await postgresUser();
    const { postgres, initdb } = await programsOf(major, as);
    const { path, user, database } = data ?? { path: join(folder, 'data'), user: 'guardia', database: 'postgres' };
    const own = await furnish(folder, path, { data: data !== null, initdb, sockets, as }, around);
    const server = launch([postgres, '-D', path, ...flagsOf({ ...usual, ...own, ...settings })], as, around.signal);
    running = server.ended;
    const host = encodeURIComponent(sockets);
    const url = `postgres://${encodeURIComponent(user)}@localhost/${encodeURIComponent(database)}?host=${host}`;
    const version = await answering(url, server, around.signal);
    const requireThere = async () => {
      await rowsOf('select 1', url, { timeoutMs: 5000, signal: around.signal }).catch(() => {
        throw new Failure('scratch-lost');
      });
    };
    const environment = { PGHOST: sockets, PGPORT: '5432', PGUSER: user };
    return { version, url, database, environment, requireThere, release };
  } catch (error) {
    await release();
    throw asFailure(error);
  }
}

const gone = { recursive: true, force: true, maxRetries: 5, retryDelay: 200 };

const flagsOf = (settings: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

interface Furniture {
  /** Whether there is a data folder already. */
  readonly data: boolean;
  readonly initdb: string;
  readonly sockets: string;
  readonly as: { readonly uid: number; readonly gid: number } | undefined;
}

/** Makes what it needs beside the data, nothing of which it takes from there; answers the settings that name it. */
async function furnish(folder: string, path: string, { data, initdb, sockets, as }: Furniture, work: Work) {
  if (as) for (const one of [folder, sockets]) await chown(one, as.uid, as.gid);
  const tool = { program: initdb, debian: 'postgresql' };
  const args = ['--username=guardia', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync', '-D', path];
  if (!data) await use(tool, args, { ...work, quiet: true, as, folder: '/' });
  const files = { hba_file: 'local all all trust\n', ident_file: '', config_file: '' };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  await writeFile(join(path, 'postgresql.auto.conf'), '');
  await chmod(path, 0o700);
  const owner = { program: 'chown', debian: 'coreutils' };
  if (as) await use(owner, ['-R', `${as.uid}:${as.gid}`, folder], work);
  const paths = Object.keys(files).map((name) => [name, join(folder, name)]);
  return { ...(Object.fromEntries(paths) as Record<string, string>), unix_socket_directories: sockets };
}

interface Server {
  readonly ended: Promise<unknown>;
  /** Why it is not there any more; null: it is. */
  readonly failure: () => Failure | null;
}

function launch(command: readonly string[], as: Furniture['as'], signal: AbortSignal): Server {
  const tool = { program: 'postgres', debian: 'postgresql' };
  let said = '';
  let failure: Failure | null = null;
  const hear = (text: string) => (said = (said + text).slice(-20_000));
  const around = { environment: { LC_ALL: 'C' }, signal, endsBy: 'SIGQUIT' as const, graceMs: 10_000, folder: '/', as };
  const ended = runProgram(command as [string, ...string[]], { ...around, hear }).then(
    ({ killedBy }) => (failure = killedBy === null ? endedBy(said) : new Failure('scratch-lost')),
    (error: unknown) => (failure = failureOf(error, tool)),
  );
  return { ended, failure: () => failure };
}

/** It gave up by itself. */
const endedBy = (said: string): Failure =>
  new Failure(/no space left/i.test(said) ? 'disk-full' : 'does-not-start', reasonIn(said));

/** What Postgres says last before it gives up; its details may hold values. */
function reasonIn(said: string): string | null {
  const words = [...said.matchAll(/(?:FATAL|PANIC): +(.*)/g)].map(([, one = '']) => one);
  return (
    words
      .findLast((one) => !one.startsWith('the database system is'))
      ?.replaceAll(/"[^"]*"/g, '…')
      .slice(0, 200) ?? null
  );
}

async function answering(url: string, { failure }: Server, signal: AbortSignal): Promise<string> {
  for (;;) {
    signal.throwIfAborted();
    const ended = failure();
    if (ended !== null) throw ended;
    const answer = await rowsOf('show server_version', url, { timeoutMs: 2000, signal }).catch(() => null);
    if (answer !== null) return `PostgreSQL ${String(answer[0]).split(' ')[0]}`;
    await pause(100);
  }
}
