// The embedded Postgres: works from a private folder, keeps its data, and gets over what a killed run left behind.
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client } from 'pg';
import { afterAll, expect, test } from 'vitest';

import { freePort } from '../../engine/ports.ts';
import { startPostgres, startThrowawayPostgres } from '../../engine/postgres.ts';
import type { RunningPostgres } from '../../engine/postgres.ts';

const home = mkdtempSync(join(tmpdir(), 'guardia-home-'));
const log = join(home, 'postgres.log');
const running: RunningPostgres[] = [];

afterAll(async () => {
  await Promise.all(running.map((postgres) => postgres.stop()));
  rmSync(home, { recursive: true, force: true });
});

async function start() {
  const postgres = await startPostgres({ home, log, port: await freePort() });
  running.push(postgres);
  return postgres;
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

test('in a folder only we may enter it starts, stops, and starts again with its data', async () => {
  chmodSync(home, 0o700);
  const first = await start();
  await query(first.url, 'create table kept as select 42 as answer');
  expect(await query(first.url, 'show fsync')).toEqual([{ fsync: 'on' }]);
  expect(await query(first.url, 'show server_encoding')).toEqual([{ server_encoding: 'UTF8' }]);
  await first.stop();
  expect(await first.exited).toBe('exit code 0');

  const second = await start();
  expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  expect(statSync(join(home, 'postgres.password')).mode & 0o777).toBe(0o600);

  // Killed outright, and its place taken by a start that knows nothing of it.
  process.kill(second.pid, 'SIGKILL');
  const third = await start();
  expect(await query(third.url, 'select answer from kept')).toEqual([{ answer: 42 }]);

  // Not killed at all, but left behind by an engine that was.
  const fourth = await start();
  expect(await third.exited).toBe('exit code 0');
  expect(await query(fourth.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  await fourth.stop();
});

test('data of another Postgres is refused with a sentence', async () => {
  const version = join(home, 'postgres', 'PG_VERSION');
  const own = readFileSync(version, 'utf8');
  writeFileSync(version, '18\n');
  await expect(start()).rejects.toThrow('was made by Postgres 18, and this is Postgres 15');
  writeFileSync(version, own);
});

test('a throwaway one forgets everything when it is stopped', async () => {
  const postgres = await startThrowawayPostgres();
  const [row] = await query(postgres.url, `select current_setting('data_directory') as folder`);
  const folder = String(row?.['folder']);
  expect(existsSync(folder)).toBe(true);
  await postgres.stop();
  expect(existsSync(folder)).toBe(false);
});
