import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { codeOf, StartError } from './errors.ts';
import { identify, identitySchema, isAlive } from './process.ts';
import type { Identity } from './process.ts';

/** Makes `home` ours until the returned function is called. Refuses while another living process has it; a dead one's lock is no lock. */
export function lockHome(home: string): () => void {
  // Postgres must not run as root, so its own user has to get through this folder; secrets in it are 0600 each.
  mkdirSync(home, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const path = join(home, 'lock');
  const mine = join(home, `lock.${process.pid}`);
  writeFileSync(mine, JSON.stringify(identify(process.pid)));
  try {
    for (let attempt = 0; attempt < 10; attempt++) {
      if (claim(mine, path)) return () => release(path);
      const owner = readOwner(path);
      if (owner && isAlive(owner)) throw new StartError(refusal(home, owner));
      setAside(path);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  throw new StartError(`${path} could not be taken: too many starts at once. Try again.`);
}

function refusal(home: string, owner: Identity): string {
  return `Guardia already runs on ${home} (process ${owner.pid}). Stop it first, or set GUARDIA_HOME to another folder and PORT to another port.`;
}

/** A hard link appears with all its content or not at all. */
function claim(mine: string, path: string): boolean {
  try {
    linkSync(mine, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Moves a dead lock away; if another start was quicker and the lock moved is alive, gives it back. */
function setAside(path: string): void {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  const owner = readOwner(aside);
  if (owner && isAlive(owner)) claim(aside, path);
  rmSync(aside, { force: true });
}

function release(path: string): void {
  if (readOwner(path)?.pid === process.pid) rmSync(path, { force: true });
}

function readOwner(path: string): Identity | undefined {
  try {
    return identitySchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}
