import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

import { StartError } from './errors.ts';

/** How to start Postgres's programs: what stands before them, and as whom. */
export interface RunAs {
  prefix: readonly string[];
  owner?: { uid: number; gid: number };
  spawn: { uid?: number; gid?: number };
}

/** As ourselves; or, as root (which Postgres refuses to be), as a system user that can get to all of `paths`. */
export function runAs(dataDir: string, paths: readonly string[]): RunAs {
  if (process.getuid?.() !== 0) return { prefix: [], spawn: {} };
  const owner = ownerOf(dataDir) ?? systemUser();
  if (paths.every((path) => canReach(path, owner.uid))) return { prefix: [], owner, spawn: owner };
  return { prefix: withCapability(owner, paths), owner, spawn: {} };
}

/** Data made by one user stays that user's, whoever starts it now. */
function ownerOf(dataDir: string): { uid: number; gid: number } | undefined {
  const stats = statSync(dataDir, { throwIfNoEntry: false });
  return stats && stats.uid !== 0 ? { uid: stats.uid, gid: stats.gid } : undefined;
}

function systemUser(): { uid: number; gid: number } {
  const found = ask('id', '-u', 'postgres');
  if (found === undefined) {
    ask(
      'useradd',
      '--system',
      '--no-create-home',
      '--home-dir',
      '/nonexistent',
      '--shell',
      '/usr/sbin/nologin',
      'postgres',
    );
  }
  const [uid, gid] = [found ?? ask('id', '-u', 'postgres'), ask('id', '-g', 'postgres')];
  if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  throw new StartError(
    'Postgres refuses to run as root, and the system user "postgres" could not be made. Create it, start Guardia as another user, or set DATABASE_URL.',
  );
}

/** Whether a user may enter every folder above `path`; when in doubt, no. */
function canReach(path: string, uid: number): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const stats = statSync(folder, { throwIfNoEntry: false });
    const enter = stats?.uid === uid ? 0o100 : 0o001;
    if (stats && (stats.mode & enter) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** A clone inside a private folder (0700) is out of that user's reach; one capability opens the way and nothing else. */
function withCapability({ uid, gid }: { uid: number; gid: number }, paths: readonly string[]): string[] {
  const capability = available().find(Boolean);
  if (!capability || ask('setpriv', '--version') === undefined) {
    throw new StartError(
      `Postgres may not run as root, and user ${uid} cannot reach ${paths.join(' or ')}. Move Guardia out of the private folder, start it as another user, or set DATABASE_URL.`,
    );
  }
  const user = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  const only = `-all,+${capability}`;
  // Without no_setuid_fixup access(2), which initdb asks, ignores capabilities of a user other than root.
  return ['setpriv', ...user, '--securebits=+no_setuid_fixup', `--inh-caps=${only}`, `--ambient-caps=${only}`];
}

/** Containers often lack dac_read_search but have the wider dac_override. */
function available(): (string | false)[] {
  const status = readFileSync('/proc/self/status', 'utf8');
  const mask = BigInt(`0x${/^CapPrm:\s*([0-9a-f]+)/m.exec(status)?.[1] ?? '0'}`);
  return [(mask & 4n) !== 0n && 'dac_read_search', (mask & 2n) !== 0n && 'dac_override'];
}

function ask(file: string, ...args: string[]): string | undefined {
  try {
    return execFileSync(file, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
}
