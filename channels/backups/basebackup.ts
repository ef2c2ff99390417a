import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { Failure } from '../../services/backup/driver.ts';
import type { Driver, Source, Standing, Tool, Work } from '../../services/backup/driver.ts';

import { addressOf, surroundingsOf } from './database.ts';
import { requireNoTablespaces } from './inspect.ts';
import { duplicate, keepWhole, pathOf, removeAll, removeHalf, requireEmptyFolder, requireWhole } from './files.ts';
import { locationAt } from './location.ts';
import { startScratch } from './scratch.ts';
import { use, versionOf } from './tool.ts';
import { dropSlot, endOf, isLost, logFolder, mark, mirrorLog, slotOf, timelineOf } from './wal.ts';
import { instantOf, majorOf, recoverTo, unpack, unpacking } from './unpack.ts';

const base: Tool = { program: 'pg_basebackup', debian: 'postgresql-client' };
const receive: Tool = { program: 'pg_receivewal', debian: 'postgresql-client' };

/** A whole server by its own copy, and for `point in time` its log since then, which a slot of the server keeps until it is here. */
export const baseBackup: Driver = {
  tools: [base, receive, ...unpacking],
  duplicate,
  locate: (source, at) => locationAt(source, at, ''),

  async make(source, place, location, work) {
    const grows = source.mode === 'point in time';
    const path = pathOf(place, location!);
    await requireNoTablespaces(source.on!, work.signal);
    if (grows) await holdLog(source, { place, location: location! }, work);
    const content = await keepWhole(path, work.signal, async (aside) => {
      await mkdir(aside, { mode: 0o700 });
      const form = ['--format=tar', '--gzip', '--wal-method=stream', '--manifest-checksums=SHA256'];
      const how = ['--checkpoint=fast', '--no-password', `--label=guardia ${source.plan}/${source.backup}`];
      await use(base, [...form, ...how, `--pgdata=${aside}`], { ...work, ...surroundingsOf(source) });
    });
    const position = grows ? await follow(source, { place, location: location! }, work) : await endOf(path);
    return { location: location!, mode: source.mode, ...content, position, tool: await versionOf(base, work) };
  },

  async clear(_, place, location) {
    await removeHalf(pathOf(place, location!));
    for (const path of [pathOf(place, location!), logFolder({ place, location: location! })]) await removeAll(path);
  },

  async follow(source, copy, further, work) {
    const position = await follow(source, copy, work);
    for (const to of further) await mirrorLog(logFolder(copy), logFolder({ ...copy, place: to }), work.signal);
    return position;
  },

  release: (source, place, { signal }) => dropSlot(slotOf(source, place), source.on!, signal),

  verify: (_, copy, { signal }) => requireWhole(copy, signal),

  async prove(source, copy, folder, work) {
    const { environment, database } = addressOf(source.on);
    const from = performance.now();
    const path = join(folder, 'data');
    await unpack(copy, path, logOf(source, copy), work);
    const target = copy.position === null ? {} : { recovery_target_lsn: copy.position };
    const settings = source.mode === 'point in time' ? await recoverTo(path, target) : {};
    const data = { path, user: environment['PGUSER'] ?? 'postgres', database };
    const {
      version: tool,
      url,
      release,
    } = await startScratch({ folder, major: await majorOf(path), data, settings }, work);
    return { tool, database: url, files: null, bytes: null, ms: Math.round(performance.now() - from), release };
  },

  async restore(source, copy, { into, at }, work) {
    await requireEmptyFolder(into);
    await unpack(copy, into, logOf(source, copy), work);
    const target = at === null ? {} : { recovery_target_time: instantOf(at) };
    if (source.mode === 'point in time') await recoverTo(into, target, { kept: true });
  },

  async remove(_, copy) {
    for (const path of [pathOf(copy.place, copy.location), logFolder(copy)]) await removeAll(path);
  },
};

const logOf = (source: Source, copy: Standing): string | null =>
  source.mode === 'point in time' ? logFolder(copy) : null;

type Base = Pick<Standing, 'place' | 'location'>;

/** Has the server keep its log from now on, until it is here. */
async function holdLog(source: Source, copy: Base, work: Work): Promise<void> {
  if (await isLost(slotOf(source, copy.place), source.on!, work.signal))
    await dropSlot(slotOf(source, copy.place), source.on!, work.signal);
  await receiveLog(source, copy, ['--create-slot', '--if-not-exists'], work);
}

/** What was committed before it is asked is in the log afterwards. Answers up to where that is, at least. */
async function follow(source: Source, copy: Base, work: Work): Promise<string> {
  const { position, until, timeline } = await mark(source.on!, work.signal);
  // Another server has taken over, or this one was recovered: what it writes goes on from somewhere else.
  if (timeline !== (await timelineOf(copy))) throw new Failure('log-lost', 'timeline');
  await receiveLog(source, copy, [`--endpos=${until}`, '--synchronous'], work);
  return position;
}

async function receiveLog(source: Source, copy: Base, args: readonly string[], work: Work): Promise<void> {
  const folder = logFolder(copy);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const how = [`--directory=${folder}`, `--slot=${slotOf(source, copy.place)}`, '--no-loop', '--no-password'];
  await use(receive, [...how, ...args], { ...work, ...surroundingsOf(source) });
}
