import { mend } from '../../db/outlets.ts';
import type { Named } from '../../db/outlets.ts';
import type { Caller } from '../access/caller.ts';
import { requirePermission } from '../access/permission.ts';
import type { Desk } from '../desk.ts';

import { integrationOf } from './test.ts';

/** Tells an integration again that wanted to hear nothing any more, or is left alone. Throws `Forbidden` or `NotFound`. */
export async function enable(desk: Desk, caller: Caller, named: Named): Promise<void> {
  await requirePermission(desk, caller, 'apply');
  await integrationOf(desk, caller, named);
  await mend(desk.db, named.plan, named.name);
}
