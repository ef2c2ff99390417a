import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Failure } from '../../services/backup/driver.ts';
import type { Standing, Tool, Work } from '../../services/backup/driver.ts';

import { filesIn, pathOf } from './files.ts';
import { use } from './tool.ts';
import { takeLog } from './wal.ts';

const verifier: Tool = { program: 'pg_verifybackup', debian: 'postgresql-client' };
const tar: Tool = { program: 'tar', debian: 'tar' };

/** What it takes. */
export const unpacking: readonly Tool[] = [verifier, tar];

/** Makes of a base copy, and of the log where there is one, a data folder again; each file must be as the server gave it. */
export async function unpack(copy: Standing, data: string, log: string | null, work: Work): Promise<void> {
  const from = pathOf(copy.place, copy.location);
  const names: readonly string[] = await filesIn(from).catch(() => []);
  if (names.some((name) => /^\d+\.tar/.test(name))) throw new Failure('tablespaces');
  for (const [name, to] of [
    ['base.tar.gz', data],
    ['pg_wal.tar.gz', join(data, 'pg_wal')],
  ] as const) {
    if (!names.includes(name)) throw new Failure('damaged', name);
    await mkdir(to, { recursive: true, mode: 0o700 });
    await damagedUnless(use(tar, ['--extract', '--gzip', `--file=${join(from, name)}`, `--directory=${to}`], work));
  }
  const manifest = `--manifest-path=${join(from, 'backup_manifest')}`;
  await damagedUnless(use(verifier, [manifest, '--exit-on-error', '--no-parse-wal', '--quiet', data], work));
  if (log !== null) await takeLog(log, data, work.signal);
}

/** What says that something is wrong with a copy says so in many words. */
const damagedUnless = (using: Promise<unknown>): Promise<unknown> =>
  using.catch((error: unknown) => {
    throw error instanceof Failure && error.code.startsWith('exit-') ? new Failure('damaged', error.about) : error;
  });

/** Has a data folder recover to a target, which it must reach. Answers the settings for it, and keeps them there where it is to stay. */
export async function recoverTo(
  data: string,
  target: Readonly<Record<string, string>>,
  { kept = false } = {},
): Promise<Record<string, string>> {
  // The log of a server that took over later may lie beside it.
  const own = { recovery_target_timeline: 'current', recovery_target_action: 'promote' };
  const settings = { restore_command: 'false', ...own, ...target };
  await writeFile(join(data, 'recovery.signal'), '');
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'\n`);
  if (kept) await appendFile(join(data, 'postgresql.auto.conf'), lines.join(''));
  return settings;
}

/** An instant as Postgres takes it while it has read no names of zones yet. */
export const instantOf = (at: number): string => new Date(at).toISOString().replace('T', ' ').replace('Z', '+00');

/** The version of Postgres that a data folder is of. */
export async function majorOf(data: string): Promise<string> {
  return (await readFile(join(data, 'PG_VERSION'), 'utf8')).trim();
}
