import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const home = join(tmpdir(), 'guardia-tests');

/** Where Python finds these packages of PyPI, its PYTHONPATH: fetched once. Throws saying what is missing where they cannot be. */
export function python(...packages: readonly string[]): string {
  const folder = join(home, `python-${packages.join('-').replaceAll('==', '-')}`);
  if (existsSync(folder)) return folder;
  mkdirSync(home, { recursive: true });
  // Whole or not at all: another test file may be fetching the same.
  const begun = mkdtempSync(`${folder}.`);
  const quiet = ['--disable-pip-version-check', '--progress-bar', 'off', '--quiet', '--root-user-action=ignore'];
  try {
    execFileSync('python3', ['-m', 'pip', 'install', '--target', begun, ...packages, ...quiet], { stdio: 'pipe' });
    renameSync(begun, folder);
  } catch (error) {
    rmSync(begun, { recursive: true, force: true });
    if (existsSync(folder)) return folder;
    throw new Error(`${packages.join(', ')} could not be fetched: that needs python3 with pip.`, { cause: error });
  }
  return folder;
}
