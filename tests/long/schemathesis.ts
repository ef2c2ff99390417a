import { spawn } from 'node:child_process';
import type { SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const version = '4.32.5';
const home = join(tmpdir(), 'guardia-tests', `schemathesis-${version}`);
const begin = 'from schemathesis.cli import schemathesis; schemathesis()';

/** How the run ended, and what it said. */
interface Ended {
  readonly code: number | null;
  readonly said: string;
}

async function run(file: string, args: readonly string[], where: SpawnOptions = {}): Promise<Ended> {
  const child = spawn(file, args, { ...where, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  const failed = new Promise<[number]>((resolve) => child.once('error', (error) => resolve([((said += error), -1)])));
  const [code] = (await Promise.race([once(child, 'close'), failed])) as [number | null];
  return { code, said };
}

/** Gets Schemathesis from PyPI once, beside what other tests have fetched. Throws, saying what is missing, where it cannot. */
export async function getSchemathesis(): Promise<void> {
  if (existsSync(join(home, 'schemathesis'))) return;
  mkdirSync(home, { recursive: true });
  const quiet = ['--disable-pip-version-check', '--progress-bar', 'off', '--quiet'];
  const args = ['-m', 'pip', 'install', '--target', home, `schemathesis==${version}`, ...quiet];
  const { code, said } = await run('python3', args);
  if (code !== 0)
    throw new Error(
      `Schemathesis ${version} could not be fetched: it needs python3 (3.10 or newer) with pip.\n${said}`,
    );
}

/** Runs it in `folder`; its settings are in `schemathesis.toml` there. */
export const schemathesis = (folder: string, options: string, header: string): Promise<Ended> => {
  const settings = join(folder, 'schemathesis.toml');
  const args = ['-c', begin, '--config-file', settings, 'run', ...options.split(' '), '--header', header];
  // What it writes of its own goes there as well.
  return run('python3', args, { cwd: folder, env: { ...process.env, PYTHONPATH: home, NO_COLOR: '1' } });
};
