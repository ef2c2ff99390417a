import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import type { Source, Standing } from '../../services/backup/driver.ts';

import { withClient } from './database.ts';
import { pathOf } from './files.ts';

type Base = Pick<Standing, 'place' | 'location'>;

/** Where the log is kept that a base copy goes on with: each has its own, for one may begin on another server than the last. */
export const logFolder = ({ place, location }: Base): string => pathOf(place, `${location}-wal`);

/** The server keeps its log until whoever uses this slot has it. */
export function slotOf({ plan, backup }: Source, place: string): string {
  const told = createHash('sha256').update(`${plan}/${backup}/${place}`).digest('hex').slice(0, 8);
  return `guardia_${`${plan}_${backup}`
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .slice(0, 45)}_${told}`;
}

/** Whether a slot has lost what it was to keep, as where the server may keep so much at most. */
export const isLost = async (slot: string, url: string, signal: AbortSignal): Promise<boolean> =>
  withClient(url, signal, async (client) => {
    const query = `select 1 from pg_replication_slots where slot_name = $1 and wal_status = 'lost'`;
    return (await client.query(query, [slot])).rows.length > 0;
  });

/** From now on the server keeps its log for others alone. Throws a `Failure` while somebody follows it. */
export const dropSlot = (slot: string, url: string, signal: AbortSignal): Promise<void> =>
  withClient(url, signal, async (client) => {
    const query = 'select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = $1';
    await client.query(query, [slot]);
  });

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

/** The timeline on which a base copy was made. */
export async function timelineOf({ place, location }: Base): Promise<number> {
  const text = await readFile(join(pathOf(place, location), 'backup_manifest'), 'utf8');
  return manifestStart.parse(JSON.parse(text))['WAL-Ranges'].at(-1)!.Timeline;
}

const manifestStart = z.object({
  'WAL-Ranges': z.array(z.object({ Timeline: z.int() })).min(1),
});
