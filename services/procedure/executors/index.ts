import type { Outcome } from '../../../domain/procedure/reported.ts';
import type { Executors } from '../job.ts';

import { backup, restore, restoreTest, retention } from './backup.ts';
import { call } from './call.ts';
import { check } from './check.ts';
import { degraded } from './degraded.ts';
import { http } from './http.ts';
import { open } from './open.ts';
import { run } from './run.ts';
import { scan } from './scan.ts';
import { sql } from './sql.ts';

const missing = async (): Promise<Outcome> => ({ result: 'failed', why: 'not-there-yet' });

/** Who does what, by the kind of step. */
export const executors: Executors = {
  call,
  open,
  run,
  check,
  sql,
  http,
  scan,
  window: missing,
  maintenance: missing,
  degraded,
  backup,
  restore,
  'restore test': restoreTest,
  retention,
};
