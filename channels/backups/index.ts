import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import type { Drivers, Tool } from '../../services/backup/driver.ts';
import type { BackupTools } from '../../services/backup/source.ts';
import { rowsOf } from '../probes/sql.ts';

import { baseBackup } from './basebackup.ts';
import { gitBundle } from './git.ts';
import { pgDump } from './pg-dump.ts';
import { pgBackRest } from './pgbackrest.ts';
import { resticFiles } from './restic.ts';
import { run } from './run.ts';
import { findTool } from './tool.ts';

/** Every driver that makes copies itself. */
export const drivers: Drivers = {
  pg_dump: pgDump,
  basebackup: baseBackup,
  pgbackrest: pgBackRest,
  restic: resticFiles,
  git: gitBundle,
  run,
};

const askMs = 600_000;

/** What backups need of this machine; `home`: Guardia's own folder; `folderOf`: that of a plan's files, null: it is not here. */
export const backupTools = (home: string, folderOf: BackupTools['folderOf'] = () => null): BackupTools => ({
  drivers,
  folderOf,
  copies: join(resolve(home), 'backups'),
  scratch: () => mkdtemp(join(tmpdir(), 'guardia-restore-')),
  discard: (folder) => rm(folder, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined),
  ask: (url, query, signal) => rowsOf(query, url, { timeoutMs: askMs, signal }),
});

/** Whether a program is on this machine. */
export const isInstalled = ({ program }: Tool): boolean => findTool(program) !== null;
