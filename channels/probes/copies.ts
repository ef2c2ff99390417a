import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { Asked, Observe } from '../../services/backup/sight.ts';

import { Fault, wordsOf } from './fault.ts';
import { readInstant } from './fresh.ts';
import { ask } from './http.ts';
import { within } from './index.ts';
import { jsonAt } from './json.ts';
import { rowsOf } from './sql.ts';

/** A copy as a provider tells of it. */
interface Told {
  readonly at: number;
  readonly bytes: number | null;
}

/** Looks how old a provider's newest copy is and how large, and gives up in time; never rejects. */
export const observe: Observe = async (asked, signal) => {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(asked.timeoutMs)]);
  try {
    const all = await within(limit, seen[asked.kind](asked, limit));
    const newest = all.toSorted((a, b) => b.at - a.at)[0];
    return { newestAt: newest?.at ?? null, bytes: newest?.bytes ?? null, fault: null };
  } catch (error) {
    const late = limit.aborted && !(error instanceof Fault);
    return { newestAt: null, bytes: null, fault: late ? 'no answer in time' : wordsOf(error) };
  }
};

const seen: Readonly<Record<Asked['kind'], (asked: Asked, signal: AbortSignal) => Promise<readonly Told[]>>> = {
  http: async ({ target, key, newest, size }, signal) => {
    const { lastModified, body } = await answer(target, key, signal);
    if (newest === null) return told([lastModified], []);
    return told(jsonAt(newest, body), size === null ? [] : jsonAt(size, body));
  },
  sql: async ({ target, on, size, timeoutMs }, signal) => {
    if (on === null) throw new Fault('`on` does not say which database is asked');
    const times = await rowsOf(target, on, { timeoutMs, signal });
    return told(times, size === null ? [] : await rowsOf(size, on, { timeoutMs, signal }));
  },
  files: ({ target, key }, signal) => (target.startsWith('/') ? inFolder(target) : inBucket(target, key, signal)),
};

/** Times with their sizes; a single size is that of the newest. */
function told(times: readonly unknown[], sizes: readonly unknown[]): readonly Told[] {
  const single = sizes.length === 1;
  return times.flatMap((time, index) => {
    const at = readInstant(time);
    const bytes = Number(single ? sizes[0] : (sizes[index] ?? NaN));
    return at === undefined ? [] : [{ at, bytes: Number.isFinite(bytes) ? bytes : null }];
  });
}

async function answer(address: string, key: string | null, signal: AbortSignal) {
  const one = await ask(address, signal, { key });
  if (one.status < 200 || one.status > 299) throw new Fault(`HTTP ${one.status}`);
  return one;
}

async function inFolder(folder: string): Promise<readonly Told[]> {
  const names = await readdir(folder);
  const all = await Promise.all(names.map((name) => stat(join(folder, name))));
  return all.filter((one) => one.isFile()).map(({ mtimeMs, size }) => ({ at: mtimeMs, bytes: size }));
}

/** A bucket with more objects than that is asked for those of a prefix. */
const mostPages = 20;

/** ListObjectsV2, as S3 and what speaks like it answer it. */
async function inBucket(address: string, key: string | null, signal: AbortSignal): Promise<readonly Told[]> {
  const all: Told[] = [];
  let next: string | null = address;
  for (let page = 0; next !== null; page += 1) {
    if (page === mostPages) throw new Fault('there is too much to list: narrow it with `prefix=`');
    const { body } = await answer(next, key, signal);
    if (!body.includes('<ListBucketResult')) throw new Fault('the answer is not a listing as S3 gives it');
    all.push(...objectsIn(body));
    next = nextPage(address, body);
  }
  return all;
}

const objectsIn = (xml: string): readonly Told[] =>
  Array.from(xml.matchAll(/<Contents>([^]*?)<\/Contents>/g), ([, one]) => ({
    at: readInstant(textOf('LastModified', one!)) ?? 0,
    bytes: Number(textOf('Size', one!) ?? NaN),
  })).filter(({ bytes }) => bytes > 0);

const textOf = (element: string, xml: string): string | undefined =>
  new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1];

/** What is signed in advance cannot be asked for more. */
function nextPage(address: string, xml: string): string | null {
  const token = textOf('NextContinuationToken', xml);
  if (textOf('IsTruncated', xml) !== 'true' || token === undefined) return null;
  const url = new URL(address);
  if (url.searchParams.has('X-Amz-Signature')) throw new Fault('there is more than a signed address lists');
  url.searchParams.set('continuation-token', token.replaceAll('&amp;', '&'));
  return url.href;
}
