import { askFor } from '../../db/monitors.ts';
import { ActRefused } from '../../domain/incident/incident.ts';
import { watchedOf } from '../../domain/monitor/watched.ts';
import type { Caller } from '../access/caller.ts';
import { requirePermission } from '../access/permission.ts';
import type { Desk } from '../desk.ts';
import { rulesInForce } from '../plan/rules.ts';

import { nothingKept } from './keep.ts';
import type { MonitorView } from './list.ts';
import { monitor } from './show.ts';
import type { Which } from './show.ts';

/**
 * Has a check looked at now: a worker does within seconds, whether Temporal is there or not. Throws `Forbidden`, `NotFound`, or `ActRefused`
 * for what is not looked at or not configured.
 */
export async function runMonitor(desk: Desk, caller: Caller, which: Which): Promise<MonitorView> {
  await requirePermission(desk, caller, 'work');
  const { plan, kind, name, status } = await monitor(desk, caller, which);
  const rules = await rulesInForce(desk, plan);
  const looked = rules !== undefined && watchedOf(rules.plan).some((one) => one.name === `${kind}/${name}`);
  if (!looked) throw new ActRefused(`${kind}/${name} is not looked at: it is heard of.`);
  if (status === 'not configured')
    throw new ActRefused(`${kind}/${name} is not configured: set what it names in the environment.`);
  const now = desk.now();
  await askFor(desk.db, { plan, name: `${kind}/${name}`, status: 'new', sinceAt: now, kept: nothingKept }, now);
  return monitor(desk, caller, which);
}
