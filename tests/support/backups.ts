import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { closeSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client } from 'pg';

import { startThrowawayPostgres } from '../../engine/postgres.ts';
import type { Source } from '../../services/backup/driver.ts';

import { findProgram } from './debian.ts';

/** The real tools, which Debian has. */
export function findBackupTools(): void {
  for (const [program, debian] of [
    ['pg_dump', 'postgresql-client-15'],
    ['pgbackrest', 'pgbackrest'],
    ['restic', 'restic'],
    ['git', 'git'],
  ] as const)
    findProgram([program], debian);
}

/** A server with some megabytes in `trip`, whose log goes into a repository of pgbackrest, and to which somebody writes all the time. */
export async function startBusyServer(megabytes: number, repository: string, stanza: string) {
  const server = await startThrowawayPostgres({ archive_mode: 'on', full_page_writes: 'on' });
  const client = new Client({ connectionString: server.url });
  client.on('error', () => undefined);
  await client.connect();
  mkdirSync(repository, { recursive: true });
  const { rows } = await client.query<{ data_directory: string }>('show data_directory');
  const owner = statSync(rows[0]!.data_directory);
  chownSync(repository, owner.uid, owner.gid);
  const push = `pgbackrest --stanza=${stanza} --repo1-path=${repository} --pg1-path="$PWD" --compress-type=lz4 --log-level-file=off archive-push %p`;
  await client.query(`alter system set archive_command = '${push}'`);
  await client.query('select pg_reload_conf()');
  await client.query(`
    create table trip as select id, repeat(md5(id::text), 3) as words from generate_series(1, ${megabytes * 7500}) as id`);
  const stopping = new AbortController();
  const written = (async () => {
    for (let id = 0; !stopping.signal.aborted; id++) {
      await client.query(`insert into trip values (-${id}, 'under way')`);
      await new Promise((done) => setTimeout(done, 5));
    }
  })();
  return {
    url: server.url,
    data: rows[0]!.data_directory,
    /** Another database of it, with a megabyte. */
    small: async () => {
      await client.query('create database small');
      const url = server.url.replace(/\/guardia$/, '/small');
      const other = new Client({ connectionString: url });
      await other.connect();
      await other.query('create table trip as select md5(id::text) as words from generate_series(1, 20000) as id');
      await other.end();
      return url;
    },
    /** Does something while it has one. */
    tablespace: async (folder: string, doing: () => Promise<void>) => {
      chownSync(folder, owner.uid, owner.gid);
      await client.query(`create tablespace extra location '${folder}'`);
      await doing();
      await client.query('drop tablespace extra');
    },
    count: async () => Number((await client.query<{ count: string }>('select count(*) from trip')).rows[0]!.count),
    stop: async () => {
      stopping.abort();
      await written;
      await client.end();
      await server.stop();
    },
  };
}

/** A folder that others may pass through, and nobody else enters. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'guardia-backups-'));
  chmodSync(folder, 0o711);
  return folder;
}

/** A folder with files, one of them larger, and a repository with two commits. */
export function makeFiles(folder: string, megabytes = 5): { files: string; repository: string } {
  const [files, repository] = [join(folder, 'files'), join(folder, 'repository')];
  for (const one of [files, join(files, 'deep'), repository]) mkdirSync(one);
  execFileSync('dd', ['if=/dev/urandom', `of=${join(files, 'large')}`, 'bs=1M', `count=${megabytes}`], {
    stdio: 'ignore',
  });
  execFileSync('cp', ['/etc/passwd', join(files, 'deep', 'small')]);
  const who = ['-c', 'user.name=Test', '-c', 'user.email=test@shop.example'];
  const git = (...args: string[]) => execFileSync('git', [...who, ...args], { cwd: repository, stdio: 'ignore' });
  git('init', '--quiet');
  execFileSync('cp', [join(files, 'large'), join(repository, 'settings')]);
  git('add', '.');
  git('commit', '--message=one');
  git('tag', 'v1');
  return { files, repository };
}

export const source = (driver: Source['driver'], on: string | null, more: Partial<Source> = {}): Source => ({
  plan: 'shop',
  backup: driver,
  of: 'database',
  driver,
  mode: 'full',
  on,
  command: [],
  folder: null,
  environment: {},
  ...more,
});

type Damage = (file: string, size: number) => void;

/** What happens to disks. */
export const damages: Readonly<Record<string, Damage>> = {
  'a flipped byte': (file, size) => {
    const opened = openSync(file, 'r+');
    const byte = Buffer.alloc(1);
    const at = Math.floor(size / 2);
    readSync(opened, byte, 0, 1, at);
    writeSync(opened, Buffer.from([byte[0]! ^ 0xff]), 0, 1, at);
    closeSync(opened);
  },
  'a truncation': (file, size) => truncateSync(file, Math.floor(size / 2)),
  'an emptied file': (file) => truncateSync(file, 0),
};

/** The same place once more, in which the largest file has been damaged. */
export function damagedTwin(place: string, damage: Damage): string {
  const twin = `${place}-${crypto.randomUUID().slice(0, 8)}`;
  // The same files, but for the one that is damaged.
  execFileSync('cp', ['--recursive', '--preserve', '--link', place, twin]);
  const files = readdirSync(twin, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const sizes = files.map(({ parentPath, name }) => {
    const path = join(parentPath, name);
    return { path, size: statSync(path).size };
  });
  const largest = sizes.toSorted((a, b) => b.size - a.size)[0]!;
  execFileSync('cp', ['--preserve', largest.path, `${largest.path}.own`]);
  renameSync(`${largest.path}.own`, largest.path);
  damage(largest.path, largest.size);
  return twin;
}

export const removeFolder = (folder: string) => rmSync(folder, { recursive: true, force: true });

/** The process whose arguments hold that, each but the last followed by `\0`. */
export function processWith(argument: string): number | undefined {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(argument);
      } catch {
        return false;
      }
    });
}
