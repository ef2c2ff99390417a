/** The real tools make copies of what is being written to; they are restored, and what is damaged is found. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { drivers } from '../../channels/backups/index.ts';
import { ask } from '../../channels/backups/database.ts';
import { Failure } from '../../services/backup/driver.ts';
import type { Driver, Made, Source, Standing, Work } from '../../services/backup/driver.ts';
import {
  damagedTwin,
  damages,
  findBackupTools,
  makeFiles,
  processWith,
  removeFolder,
  scratchFolder,
  source,
  startBusyServer,
} from '../support/backups.ts';

const folder = scratchFolder();
const repository = join(folder, 'pgbackrest');
const heard: string[] = [];
const working = (signal = AbortSignal.timeout(120_000)): Work => ({ signal, say: (text) => heard.push(text) });

let server: Awaited<ReturnType<typeof startBusyServer>>;
let sources: Record<string, Source>;
/** How much was there when the copies were begun. */
let before: number;
beforeAll(async () => {
  findBackupTools();
  server = await startBusyServer(100, repository, 'shop-database');
  const made = makeFiles(folder);
  sources = {
    pg_dump: source('pg_dump', server.url),
    small: source('pg_dump', await server.small()),
    basebackup: source('basebackup', server.url, { mode: 'point in time' }),
    pgbackrest: source('pgbackrest', server.url),
    restic: source('restic', made.files, { environment: { RESTIC_PASSWORD: 'only a test' } }),
    git: source('git', made.repository),
    run: source('run', null, { command: ['sh', '-c', `cp ${join(made.files, 'large')} "$GUARDIA_BACKUP_FILE"`] }),
  };
  before = await server.count();
  await Promise.all(Object.keys(sources).map(copyBy));
}, 120_000);
afterAll(async () => {
  await server.stop();
  removeFolder(folder);
});

const placeOf = (name: string) => (name === 'pgbackrest' ? repository : join(folder, `place-${name}`));
const driver = (name: string) => drivers[(name === 'small' ? 'pg_dump' : name) as 'run'] as Driver;
const fresh = () => mkdtempSync(join(folder, 'scratch-'));

const codeOf = (doing: Promise<unknown>): Promise<string> =>
  doing.then(
    () => 'nothing went wrong',
    (error: unknown) => (error instanceof Failure ? error.code : String(error)),
  );

const standing = (place: string, made: Made): Standing => ({ place, position: null, ...made });

const copies = new Map<string, Promise<Standing>>();
const copyBy = (name: string): Promise<Standing> => {
  const begun = copies.get(name) ?? make(name);
  copies.set(name, begun);
  return begun;
};
async function make(name: string): Promise<Standing> {
  const place = placeOf(name);
  const { locate, make: begin } = driver(name);
  return standing(place, await begin(sources[name]!, place, locate(sources[name]!, Date.now()), working()));
}

const found = /^(checksum|damaged|empty|does-not-restore)$/;

const proven = async (name: string, copy: Standing) => {
  const restored = await driver(name).prove(sources[name]!, copy, fresh(), working());
  await restored.release();
  return restored;
};

const databases = ['pg_dump', 'basebackup', 'pgbackrest'];
const files = ['restic', 'git', 'run'];
const slow = new Set(['pgbackrest', 'restic']);

test.concurrent.each(databases)('%s copies a database under writes, and restores it', async (name) => {
  const copy = await copyBy(name);
  await driver(name).verify(sources[name]!, copy, working());
  const scratch = fresh();
  const restored = await driver(name).prove(sources[name]!, copy, scratch, working());
  const [count] = await ask(restored.database!, 'select count(*) from trip', working().signal);
  expect(Number(count)).toBeGreaterThanOrEqual(before);
  expect(copy.bytes).toBeGreaterThan(1_000_000);
  await restored.release();
  expect(existsSync(scratch)).toBe(false);
});

test.concurrent.each(files)('%s copies files, and restores them', async (name) => {
  const copy = await copyBy(name);
  await driver(name).verify(sources[name]!, copy, working());
  const { database, bytes, files: count } = await proven(name, copy);
  expect([database, bytes! > 5_000_000, count! > 0]).toEqual([null, true, true]);
});

describe.each(Object.entries(damages))('%s is found', (_, damage) => {
  test.concurrent.each([...databases, ...files])('in a copy of %s', async (name) => {
    const copy = await copyBy(name === 'pg_dump' ? 'small' : name);
    const damaged = { ...copy, place: damagedTwin(copy.place, damage) };
    expect(await codeOf(driver(name).verify(sources[name]!, damaged, working()))).toMatch(found);
    // Pgbackrest looks again for half a minute whether it really is so, and restic takes its time; see tests/long.
    const restoring = slow.has(name) ? 'damaged' : await codeOf(proven(name, damaged));
    expect(restoring).toMatch(found);
    removeFolder(damaged.place);
  });
});

describe('what goes wrong', () => {
  const place = () => join(fresh(), 'place');
  const making = (name: string, more: Partial<Source>, into = place(), work = working()) => {
    const from = { ...sources[name]!, ...more };
    return driver(name).make(from, into, driver(name).locate(from, Date.now()), work);
  };
  const leftIn = (into: string) =>
    readdirSync(into, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const script = (text: string) => ({ command: ['sh', '-c', text] });

  test.each<[string, string, Partial<Source>]>([
    ['disk-full', 'run', script('cat /etc/passwd > /dev/full')],
    ['exit-3', 'run', script('echo half > "$GUARDIA_BACKUP_FILE"; exit 3')],
    ['killed', 'run', script('echo half > "$GUARDIA_BACKUP_FILE"; sleep 600 & kill -9 $$')],
    ['empty', 'run', script('true > "$GUARDIA_BACKUP_FILE"')],
    ['missing-tool', 'run', { command: ['no-such-program'] }],
    ['not-permitted', 'pg_dump', { on: 'postgres://guardia:wrong-password@127.0.0.1:1/guardia' }],
    ['not-a-database', 'pg_dump', { on: '/var/lib' }],
    ['not-configured', 'restic', { environment: {} }],
  ])('%s', async (code, name, more) => {
    const into = place();
    const on = more.on?.startsWith('postgres:') ? server.url.replace(/:[^:@]+@/, ':wrong-password@') : more.on;
    expect(await codeOf(making(name, on === undefined ? more : { ...more, on }, into))).toBe(code);
    expect(existsSync(into) ? leftIn(into) : []).toEqual([]);
  });

  test('a hung command is ended in time, and all that it began', async () => {
    const into = place();
    const pid = join(fresh(), 'pid');
    const hung = script(`sleep 600 & echo $! > ${pid}; echo half > "$GUARDIA_BACKUP_FILE"; wait`);
    expect(await codeOf(making('run', hung, into, working(AbortSignal.timeout(500))))).toBe('timeout');
    await vi.waitFor(() => expect(runs(Number(readFileSync(pid, 'utf8')))).toBe(false), 3000);
    expect(leftIn(into)).toEqual([]);
  });

  test('a killed pg_dump leaves nothing, and no argument of it held the password', async () => {
    const into = place();
    const begun = codeOf(making('pg_dump', {}, into));
    const pid = await vi.waitUntil(() => processWith(`--file=${into}`), { timeout: 10_000, interval: 5 });
    const password = new URL(server.url).password;
    expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).not.toContain(password);
    process.kill(pid, 'SIGKILL');
    expect(await begun).toBe('killed');
    expect(leftIn(into)).toEqual([]);
  });

  test('where the server is killed that a copy is restored to, that is said, and not that the copy is damaged', async () => {
    const scratch = fresh();
    const copy = await copyBy('pg_dump');
    const proving = codeOf(driver('pg_dump').prove(sources['pg_dump']!, copy, scratch, working()));
    const restoring = `--dbname=postgres\0${join(copy.place, copy.location)}`;
    await vi.waitUntil(() => processWith(restoring), { timeout: 20_000, interval: 5 });
    process.kill(processWith(`-D\0${scratch}`)!, 'SIGKILL');
    expect(await proving).toBe('scratch-lost');
    expect(existsSync(scratch)).toBe(false);
  });

  test.skipIf(process.getuid?.() !== 0)('a real disk that is full takes no half copy', async () => {
    const disk = fresh();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'guardia-test', disk]);
    try {
      for (const name of ['pg_dump', 'basebackup', 'restic', 'run']) {
        expect(await codeOf(making(name, { mode: 'full' }, join(disk, name))), name).toBe('disk-full');
        expect(existsSync(join(disk, name, 'shop')) ? leftIn(join(disk, name, 'shop')) : []).toEqual([]);
        removeFolder(join(disk, name));
      }
    } finally {
      execFileSync('umount', [disk]);
    }
  });

  test('a server with tablespaces is not copied by what cannot restore them', async () => {
    const extra = fresh();
    await server.tablespace(extra, async () => {
      expect(await codeOf(making('basebackup', { mode: 'full' }))).toBe('tablespaces');
    });
  });

  test('nothing that a tool said holds a password', () => {
    expect(heard.join('')).not.toContain(new URL(server.url).password);
    expect(heard.join('').length).toBeGreaterThan(0);
  });
});

/** One that has ended may still stand in the table of processes until somebody has asked for it. */
function runs(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
