import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';

const rotateAboveBytes = 10 * 1024 * 1024;

/** Opens a log for appending and returns its descriptor; a log above 10 MB is first set aside as `<path>.1`. */
export function openLog(path: string): number {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (existsSync(path) && statSync(path).size > rotateAboveBytes) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}

/** The size of a log in bytes: where what is written next begins. */
export function logEnd(path: string): number {
  return existsSync(path) ? statSync(path).size : 0;
}

/** The last lines written to a log since it was `from` bytes long, indented; empty when there are none. */
export function lastLines(path: string, from = 0, count = 12): string {
  if (!existsSync(path)) return '';
  const text = from === 0 ? readFileSync(path, 'utf8') : readFrom(path, from);
  const lines = text.trimEnd().split('\n').slice(-count);
  return lines
    .map((line) => `    ${line}`)
    .join('\n')
    .trimEnd();
}

function readFrom(path: string, from: number): string {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(Math.max(0, fstatSync(file).size - from));
    readSync(file, bytes, 0, bytes.length, from);
    return bytes.toString('utf8');
  } finally {
    closeSync(file);
  }
}
