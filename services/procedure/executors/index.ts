import type { Executors } from '../job.ts';

import { announce } from './announce.ts';
import { backup, restore, restoreTest, retention } from './backup.ts';
import { call } from './call.ts';
import { check } from './check.ts';
import { degraded } from './degraded.ts';
import { http } from './http.ts';
import { maintenance } from './maintenance.ts';
import { open } from './open.ts';
import { run } from './run.ts';
import { scan } from './scan.ts';
import { sql } from './sql.ts';
import { window } from './window.ts';

/** Who does what, by the kind of step. */
export const executors: Executors = {
  call,
  open,
  run,
  check,
  sql,
  http,
  scan,
  announce,
  window,
  maintenance,
  degraded,
  backup,
  restore,
  'restore test': restoreTest,
  retention,
};
