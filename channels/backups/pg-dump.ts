import { Failure } from '../../services/backup/driver.ts';
import type { Driver, Tool, Work } from '../../services/backup/driver.ts';

import { addressOf, requireEmpty, surroundingsOf } from './database.ts';
import { duplicate, keepWhole, pathOf, removeAll, removeHalf, requireWhole } from './files.ts';
import { locationAt } from './location.ts';
import { startScratch } from './scratch.ts';
import { use, versionOf } from './tool.ts';

const dump: Tool = { program: 'pg_dump', debian: 'postgresql-client' };
const restore: Tool = { program: 'pg_restore', debian: 'postgresql-client' };

/** One database in one file, as of the instant at which it begins. */
export const pgDump: Driver = {
  tools: [dump, restore],
  duplicate,
  locate: (source, at) => locationAt(source, at, '.dump'),

  async make(source, place, location, work) {
    const around = { ...work, ...surroundingsOf(source) };
    const args = ['--format=custom', '--compress=1', '--no-password', '--lock-wait-timeout=60s'];
    const content = await keepWhole(pathOf(place, location!), work.signal, async (aside) => {
      await use(dump, [...args, `--file=${aside}`], around);
    });
    return { location: location!, mode: 'full', ...content, tool: await versionOf(dump, work) };
  },

  clear: async (_, place, location) => {
    await removeHalf(pathOf(place, location!));
    await removeAll(pathOf(place, location!));
  },
  verify: (_, copy, { signal }) => requireWhole(copy, signal),

  async prove(_, copy, folder, work) {
    const file = pathOf(copy.place, copy.location);
    const major = await majorOf(file, work);
    const from = performance.now();
    const scratch = await startScratch({ folder, major, data: null }, work);
    try {
      await intoDatabase(file, scratch.environment, scratch.database, work);
    } catch (error) {
      const lost = await scratch.requireThere().then(
        () => error,
        (gone: unknown) => gone,
      );
      await scratch.release();
      throw lost;
    }
    const ms = Math.round(performance.now() - from);
    return { tool: scratch.version, database: scratch.url, files: null, bytes: null, ms, release: scratch.release };
  },

  async restore(_, copy, { into, at }, work) {
    if (at !== null) throw new Failure('no-point-in-time');
    const { environment, database } = addressOf(into);
    await requireEmpty(into, work.signal);
    await intoDatabase(pathOf(copy.place, copy.location), environment, database, work);
  },

  remove: (_, { place, location }) => removeAll(pathOf(place, location)),
};

/** Owners and rights are those of a server that may not be there. */
async function intoDatabase(
  file: string,
  environment: Readonly<Record<string, string>>,
  database: string,
  work: Work,
): Promise<void> {
  const args = ['--exit-on-error', '--no-owner', '--no-privileges', '--no-password', '--jobs=2'];
  const secrets = [environment['PGPASSWORD'] ?? ''];
  await use(restore, [...args, `--dbname=${database}`, file], { ...work, environment, secrets }).catch(
    (error: unknown) => {
      throw error instanceof Failure && error.code === 'exit-1' ? new Failure('does-not-restore', 'pg_restore') : error;
    },
  );
}

/** Of the server that it is a dump of. */
async function majorOf(file: string, work: Work): Promise<string> {
  const list = await use(restore, ['--list', file], { ...work, quiet: true }).catch((error: unknown) => {
    // It says of a damaged file no more than that it can make nothing of it.
    throw error instanceof Failure && error.code === 'exit-1' ? new Failure('damaged', 'pg_restore') : error;
  });
  const major = /Dumped from database version: (\d+)/.exec(list)?.[1];
  if (major === undefined) throw new Failure('damaged', 'pg_restore');
  return major;
}
