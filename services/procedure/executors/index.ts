import type { Outcome } from '../../../domain/procedure/reported.ts';
import type { Executors } from '../job.ts';

import { call } from './call.ts';
import { degraded } from './degraded.ts';
import { open } from './open.ts';

const missing = async (): Promise<Outcome> => ({ result: 'failed', why: 'not-there-yet' });

/** Who does what, by the kind of step. */
export const executors: Executors = {
  call,
  open,
  run: missing,
  check: missing,
  sql: missing,
  http: missing,
  window: missing,
  maintenance: missing,
  degraded,
  backup: missing,
  restore: missing,
};
