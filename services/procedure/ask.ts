import { runsForTickets } from '../../db/runs.ts';
import { known } from '../../domain/incident/incident.ts';
import { mayReach } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import { requirePermission } from '../access/permission.ts';
import { Invalid } from '../desk.ts';
import type { Desk } from '../desk.ts';
import { once } from '../once.ts';
import { rulesInForce } from '../plan/rules.ts';
import { begin } from '../schedule/begin.ts';

import { startRun } from './start.ts';
import type { Start } from './start.ts';

/** Begins what somebody asks for, as `startRun` does. A review without a ticket is begun out of turn: with a ticket of its own. */
export async function startAsked(
  desk: Desk,
  caller: Caller,
  asked: Start,
  key: string | null,
): Promise<{ readonly reference: string; readonly existing: boolean }> {
  const { plan, procedure: name } = asked;
  if (asked.incident !== undefined || !name.startsWith('reviews/')) return startRun(desk, caller, asked, key);
  await requirePermission(desk, caller, 'work');
  const rules = mayReach(caller, plan) ? await rulesInForce(desk, plan) : undefined;
  if (rules === undefined) throw new Invalid(`There is no plan "${plan}".`, '/plan');
  known('procedure', name, Object.keys(rules.plan.procedures));
  const now = desk.now();
  // Kept before anything is begun: whoever asks again after a crash means the same instant.
  const what = { caller, key, what: `run ${plan}/${name}`, body: {} };
  const { nominalAt } = await once(desk, what, () => async () => ({ nominalAt: now }));
  const ticket = await begin(desk, { plan, name, nominalAt }, { by: caller.by, why: 'asked' });
  const [run] = await runsForTickets(desk.db, [ticket!]);
  return { reference: run!.reference, existing: nominalAt !== now };
}
