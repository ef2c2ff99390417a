import type { Drivers } from '../../services/backup/driver.ts';

import { baseBackup } from './basebackup.ts';
import { gitBundle } from './git.ts';
import { pgDump } from './pg-dump.ts';
import { pgBackRest } from './pgbackrest.ts';
import { resticFiles } from './restic.ts';
import { run } from './run.ts';

/** Every driver that makes copies itself. */
export const drivers: Drivers = {
  pg_dump: pgDump,
  basebackup: baseBackup,
  pgbackrest: pgBackRest,
  restic: resticFiles,
  git: gitBundle,
  run,
};
