import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import { Failure } from '../../services/backup/driver.ts';
import type { Source, Standing } from '../../services/backup/driver.ts';

import { withClient } from './database.ts';
import { pathOf } from './files.ts';

/** Where the log of a server is kept, for all its base copies in that place. */
export const logFolder = ({ plan, backup }: Source, place: string): string =>
  pathOf(place, join(plan, `${backup}-wal`));

/** The server keeps its log until whoever uses this slot has it. */
export function slotOf({ plan, backup }: Source, place: string): string {
  const told = createHash('sha256').update(`${plan}/${backup}/${place}`).digest('hex').slice(0, 8);
  return `guardia_${`${plan}_${backup}`
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .slice(0, 45)}_${told}`;
}

/**
 * Marks the end of the log: all that was committed before is before `position`, where a record begins that is wholly before
 * `until`; and something is behind that, or a quiet server would never be seen to have come so far.
 */
export const mark = (
  url: string,
  signal: AbortSignal,
): Promise<{ position: string; until: string; timeline: number }> =>
  withClient(url, signal, async (client) => {
    const first = async (query: string) => (await client.query<{ it: string }>(query)).rows[0]!.it;
    const emit = `select pg_logical_emit_message(true, 'guardia', 'mark') as it`;
    await client.query('set synchronous_commit = on');
    const position = await first(emit);
    const until = await first('select pg_current_wal_flush_lsn() as it');
    await first(emit);
    const name = await first('select pg_walfile_name(pg_current_wal_lsn()) as it');
    return { position, until, timeline: Number.parseInt(name.slice(0, 8), 16) };
  });

const manifest = z.object({ 'WAL-Ranges': z.array(z.object({ 'End-LSN': z.string() })).min(1) });

/** Up to where a base copy needs the log. */
export async function endOf(path: string): Promise<string> {
  const text = await readFile(join(path, 'backup_manifest'), 'utf8');
  return manifest.parse(JSON.parse(text))['WAL-Ranges'].at(-1)!['End-LSN'];
}

const segment = /^[0-9A-F]{24}(\.partial)?$/;

/** The same log in another place: segments that it has whole stay. */
export async function mirrorLog(from: string, to: string, signal: AbortSignal): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  const there = new Set(await readdir(to));
  for (const name of await readdir(from)) {
    signal.throwIfAborted();
    if (there.has(name) && !name.endsWith('.partial')) continue;
    await copyFile(join(from, name), join(to, `${name}.new`));
    await rename(join(to, `${name}.new`), join(to, name));
  }
}

/**
 * Puts the log into a data folder that is to be recovered. The segment that is being filled counts as far as it goes, which is
 * further than in what came with the base copy.
 */
export async function takeLog(from: string, data: string, signal: AbortSignal): Promise<void> {
  const to = join(data, 'pg_wal');
  const own = (await readdir(to)).filter((name) => segment.test(name)).toSorted();
  for (const name of (await readdir(from)).toSorted()) {
    signal.throwIfAborted();
    const meant = name.replace(/\.partial$/, '');
    if (!segment.test(name) && !name.endsWith('.history')) continue;
    if (serial(name) < serial(own[0] ?? '')) continue;
    await copyFile(join(from, name), join(to, meant));
  }
}

/** Within its timeline. */
const serial = (name: string): string => name.slice(8, 24);

/** Removes what none of the base copies that remain needs; where none remains nothing is removed. */
export async function pruneLog(folder: string, remaining: readonly Standing[]): Promise<void> {
  const firsts = await Promise.all(remaining.map(firstSegment));
  const first = firsts.toSorted()[0];
  if (first === undefined) return;
  for (const name of await readdir(folder))
    if (segment.test(name) && serial(name) < first) await rm(join(folder, name));
}

/** The segment in which a base copy begins. */
async function firstSegment({ place, location }: Standing): Promise<string> {
  const label = manifestStart.parse(
    JSON.parse(await readFile(join(pathOf(place, location), 'backup_manifest'), 'utf8')),
  );
  return serialOf(label['WAL-Ranges'][0]!['Start-LSN']);
}

/** The timeline on which a base copy was made. */
export async function timelineOf({ place, location }: Pick<Standing, 'place' | 'location'>): Promise<number> {
  const text = await readFile(join(pathOf(place, location), 'backup_manifest'), 'utf8');
  return manifestStart.parse(JSON.parse(text))['WAL-Ranges'].at(-1)!.Timeline;
}

const manifestStart = z.object({
  'WAL-Ranges': z.array(z.object({ Timeline: z.int(), 'Start-LSN': z.string() })).min(1),
});

/** `1/4A000028`: segments have 16 MB, as nearly everywhere; with larger ones more is kept than is needed. */
function serialOf(position: string): string {
  const [high, low] = position.split('/').map((one) => Number.parseInt(one, 16));
  if (high === undefined || low === undefined) throw new Failure('damaged', 'backup_manifest');
  return [high, low >>> 24].map((one) => one.toString(16).toUpperCase().padStart(8, '0')).join('');
}
