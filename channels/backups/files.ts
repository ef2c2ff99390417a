import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { Failure } from '../../services/backup/driver.ts';
import type { Standing, Work } from '../../services/backup/driver.ts';

/** What is being written has this at its end, so that it is never taken for a copy. */
const half = '.part';
/** In a folder, the list of its files as `sha256sum` writes it. */
const list = 'files.sha256';

export interface Content {
  readonly files: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** A folder that is there with this mode, if it is new; those above may be passed through, for not every tool works as the same user. */
export async function makeFolder(path: string, mode: number): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o711 });
  await mkdir(path, { recursive: true, mode });
}

/** The file or folder of a copy. Throws a `Failure` where the place is no folder, or the copy would be outside of it. */
export function pathOf(place: string, location: string): string {
  if (!isAbsolute(place)) throw new Failure('unknown-place', 'places');
  const path = join(place, location);
  if (relative(place, path).startsWith('..')) throw new Failure('unknown-place', 'places');
  return path;
}

/**
 * Has a copy written aside, checks and keeps it: under its own name there is a whole one or none. What fails leaves nothing.
 */
export async function keepWhole(
  path: string,
  signal: AbortSignal,
  write: (aside: string) => Promise<void>,
): Promise<Content> {
  const aside = path + half;
  try {
    await makeFolder(dirname(path), 0o700);
    await removeHalf(path);
    await write(aside);
    const content = await seal(aside, signal);
    await rename(aside, path);
    await flush(dirname(path));
    return content;
  } catch (error) {
    await removeHalf(path).catch(() => undefined);
    throw asFailure(error);
  }
}

export const removeHalf = (path: string) => rm(path + half, { recursive: true, force: true });

export const removeAll = (path: string) => rm(path, { recursive: true, force: true });

/** Keeps the same in a further place. Throws a `Failure` unless it has become the same. */
export async function duplicate({ place, location, sha256 }: Standing, to: string, { signal }: Work): Promise<void> {
  const from = pathOf(place, location);
  const content = await keepWhole(pathOf(to, location), signal, async (aside) => {
    for (const name of await filesIn(from)) {
      signal.throwIfAborted();
      const file = join(aside, name);
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await copyFile(join(from, name), file);
    }
  });
  if (content.sha256 !== sha256) throw new Failure('checksum');
}

/** Throws a `Failure` unless a copy is as it was made. */
export async function requireWhole({ place, location, sha256 }: Standing, signal: AbortSignal): Promise<void> {
  const found = await contentOf(pathOf(place, location), signal).catch((error: unknown) => {
    throw asFailure(error, 'gone');
  });
  if (found.bytes === 0) throw new Failure('empty');
  if (found.sha256 !== sha256) throw new Failure('checksum');
}

/** Everything in it, on the disk, with the checksum of the file, or of the list of its files. */
async function seal(path: string, signal: AbortSignal): Promise<Content> {
  const isFolder = (await stat(path)).isDirectory();
  const names = await filesIn(path);
  for (const name of names) await flush(join(path, name));
  const content = await contentOf(path, signal);
  if (content.bytes === 0) throw new Failure('empty');
  if (isFolder) {
    await writeFile(join(path, list), await listOf(path, names, signal), { mode: 0o600 });
    await flush(join(path, list));
    await flush(path);
  }
  return content;
}

/** What is in a file or a folder now. */
export async function contentOf(path: string, signal: AbortSignal): Promise<Content> {
  const names = (await filesIn(path)).filter((name) => name !== list);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(path, name))).size));
  const bytes = sizes.reduce((sum, one) => sum + one, 0);
  if (names.length === 1 && names[0] === '') return { files: 1, bytes, sha256: await sha256Of(path, signal) };
  const text = await listOf(path, names, signal);
  return { files: names.length, bytes, sha256: createHash('sha256').update(text).digest('hex') };
}

async function listOf(folder: string, names: readonly string[], signal: AbortSignal): Promise<string> {
  const lines: string[] = [];
  for (const name of names) lines.push(`${await sha256Of(join(folder, name), signal)}  ${name}\n`);
  return lines.join('');
}

async function sha256Of(file: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash, { signal });
  return hash.digest('hex');
}

/** The files in a folder, sorted; of a file only itself, by no name. Links and what else there is do not count. */
export async function filesIn(path: string): Promise<readonly string[]> {
  if (!(await stat(path)).isDirectory()) return [''];
  const found = await readdir(path, { recursive: true, withFileTypes: true });
  return found
    .filter((one) => one.isFile())
    .map((one) => relative(path, join(one.parentPath, one.name)))
    .toSorted();
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Throws a `Failure` where a folder holds anything: Guardia never overwrites. */
export async function requireEmptyFolder(path: string): Promise<void> {
  if (!isAbsolute(path)) throw new Failure('not-a-folder', 'into');
  await mkdir(path, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw asFailure(error);
  });
  if ((await readdir(path)).length > 0) throw new Failure('not-empty', 'into');
}

/** What a file system says, as a code. */
export function asFailure(error: unknown, absent = 'unreadable'): Error {
  if (error instanceof Failure) return error;
  if (!(error instanceof Error)) return new Failure('unexpected');
  if (error.name === 'TimeoutError') return new Failure('timeout');
  if (error.name === 'AbortError') return new Failure('stopped');
  const code = 'code' in error ? String(error.code) : '';
  const known: Readonly<Record<string, string>> = { ENOSPC: 'disk-full', EDQUOT: 'disk-full', EROFS: 'read-only' };
  if (code === 'ENOENT') return new Failure(absent);
  if (['EACCES', 'EPERM', 'EIO', 'EEXIST', 'ENOTDIR', 'EISDIR'].includes(code)) return new Failure('unreadable');
  return new Failure(known[code] ?? 'unexpected');
}
