import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, isAbsolute } from 'node:path';

import { Failure } from '../../services/backup/driver.ts';
import type { Source } from '../../services/backup/driver.ts';
import type { Place } from '../../services/backup/source.ts';

import { addressOf, ask } from './database.ts';
import { findTool, versionOf } from './tool.ts';

/** Why a copy could not be made if it were due now; null: nothing that one could see. Nothing is made, and nothing changed. */
export async function inspect(source: Source, places: readonly Place[], signal: AbortSignal): Promise<Failure | null> {
  try {
    for (const { written, at } of places)
      if (isAbsolute(at) && !(await takes(at))) throw new Failure('not-writable', written || null);
    await (looks[source.driver] ?? nothing)(source, signal);
    return null;
  } catch (error) {
    return error instanceof Failure ? error : null;
  }
}

const nothing = () => Promise.resolve();

/** Whether a folder can be written to, or made. */
async function takes(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => null);
  if (found === null) return dirname(folder) !== folder && takes(dirname(folder));
  return found.isDirectory() && access(folder, constants.W_OK).then(yes, no);
}

const [yes, no] = [() => true, () => false];

type Look = (source: Source, signal: AbortSignal) => Promise<void>;

async function asked({ on }: Source, query: string, signal: AbortSignal): Promise<string> {
  addressOf(on);
  return String((await ask(on!, query, signal))[0]);
}

const notNewer =
  (program: string): Look =>
  async (source, signal) => {
    const server = Number.parseInt(await asked(source, 'show server_version', signal), 10);
    if (findTool(program) === null) return;
    const said = await versionOf({ program, debian: '' }, { signal, say: () => undefined });
    const client = Number.parseInt(said.split(' ')[1] ?? '', 10);
    if (client < server) throw new Failure('tool-too-old', `${said}, Postgres ${server}`);
  };

const looks: Readonly<Partial<Record<Source['driver'], Look>>> = {
  pg_dump: notNewer('pg_dump'),
  basebackup: async (source, signal) => {
    await notNewer('pg_basebackup')(source, signal);
    await requireNoTablespaces(source.on!, signal);
  },
  pgbackrest: async (source, signal) => {
    const folder = await asked(source, 'show data_directory', signal);
    if ((await stat(folder).catch(() => null)) === null) throw new Failure('not-the-server', 'on');
    if ((await asked(source, 'show archive_mode', signal)) === 'off') throw new Failure('archive-off');
  },
};

/** Where some of a server's data is elsewhere, one would have to say where it is to be restored to. Throws a `Failure`. */
export async function requireNoTablespaces(url: string, signal: AbortSignal): Promise<void> {
  const [name] = await ask(url, `select spcname from pg_tablespace where spcname not like 'pg\\_%' limit 1`, signal);
  if (typeof name === 'string') throw new Failure('tablespaces', name);
}
