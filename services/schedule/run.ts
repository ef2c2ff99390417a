import { ActRefused } from '../../domain/incident/incident.ts';
import type { Caller } from '../access/caller.ts';
import { requirePermission } from '../access/permission.ts';
import type { Desk } from '../desk.ts';
import { once } from '../once.ts';

import { begin } from './begin.ts';
import type { ScheduleView } from './list.ts';
import { schedule } from './show.ts';
import type { Which } from './show.ts';

/**
 * Begins now what a schedule begins, paused or not, and answers what that is: the same key again is the same one. Throws `Forbidden`,
 * `NotFound`, or `ActRefused` where there is nothing to begin.
 */
export async function runSchedule(
  desk: Desk,
  caller: Caller,
  which: Which,
  key: string | null,
): Promise<ScheduleView & { readonly began: string }> {
  await requirePermission(desk, caller, 'work');
  const { plan, name } = await schedule(desk, caller, which);
  const asked = { caller, key, what: `run ${plan}/${name}`, body: {} };
  // Kept before anything is begun: whoever asks again after a crash means the same instant.
  const { nominalAt } = await once(desk, asked, () => async () => ({ nominalAt: desk.now() }));
  const began = await begin(desk, { plan, name, nominalAt }, { by: caller.by, why: 'asked' });
  if (began === null) throw new ActRefused(`There is nothing that ${name} could begin.`);
  return { ...(await schedule(desk, caller, which)), began };
}
