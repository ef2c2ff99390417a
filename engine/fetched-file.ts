import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

const abandonedAfterMs = 3_600_000;

/** The SHA-256 of a file, in hexadecimal; undefined when there is no file. */
export async function checksum(path: string): Promise<string | undefined> {
  if (!existsSync(path)) return undefined;
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/** Throws unless the file is exactly the one that was pinned. */
export async function requireChecksum(path: string, expected: string): Promise<void> {
  const found = await checksum(path);
  if (found !== expected)
    throw new Error(`${path} is not what it should be: its SHA-256 is ${found ?? 'missing'}, expected ${expected}.`);
}

/** Runs `work` with a new empty folder inside `parent`, which is gone afterwards; so are those that killed runs left. */
export async function inScratchFolder<T>(parent: string, work: (folder: string) => Promise<T>): Promise<T> {
  mkdirSync(parent, { recursive: true, mode: 0o755 });
  for (const name of readdirSync(parent).filter((entry) => entry.startsWith('.fetch-'))) {
    const path = join(parent, name);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > abandonedAfterMs) rmSync(path, { recursive: true, force: true });
  }
  const folder = mkdtempSync(join(parent, '.fetch-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a program to its end and answers what it printed; it never outlives this process. */
export function output(file: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(file, args, { maxBuffer: 1 << 24 }, (error, stdout, stderr) => {
      process.off('exit', end);
      if (error) reject(new Error(lastLine(stderr) || error.message));
      else resolve(stdout);
    });
    const end = () => void child.kill();
    process.once('exit', end);
  });
}

function lastLine(text: string): string {
  return (
    text
      .trim()
      .split('\n')
      .findLast((line) => line.trim() !== '')
      ?.trim() ?? ''
  );
}
