import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The path of the first of these programs that is there, else of Debian's package, which root installs; undefined: none. */
export const findProgram = (names: readonly string[], debian: string): string | undefined =>
  onPath(names) ?? install(names, debian);

const onPath = (names: readonly string[]): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find(isExecutable);

function install(names: readonly string[], debian: string): string | undefined {
  if (process.getuid?.() !== 0) return undefined;
  // A service that comes with it is not started.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  process.stdout.write(`Installing ${debian} for the tests …\n`);
  try {
    execFileSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', debian], { env, stdio: 'ignore' });
  } catch {
    return undefined;
  }
  return onPath(names);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
