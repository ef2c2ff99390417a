import { endPauses, insertPause } from '../../db/occurrences.ts';
import type { Caller } from '../access/caller.ts';
import { requirePermission } from '../access/permission.ts';
import { Invalid } from '../desk.ts';
import type { Desk } from '../desk.ts';
import { once } from '../once.ts';

import type { ScheduleView } from './list.ts';
import { schedule } from './show.ts';
import type { Which } from './show.ts';

const longestMs = 90 * 86_400_000;

interface Asked {
  readonly reason: string;
  /** Epoch ms; 90 days from now where it is left out. */
  readonly until?: number | undefined;
}

/**
 * Has a schedule begin nothing from now until an instant; then it goes on by itself. It takes the place of a pause that holds. Throws
 * `Forbidden`, `NotFound`, or `Invalid` for an end that has passed or is more than 90 days away.
 */
export async function pause(
  desk: Desk,
  caller: Caller,
  which: Which,
  { reason, until }: Asked,
  key: string | null,
): Promise<ScheduleView> {
  await requirePermission(desk, caller, 'work');
  const { plan, name } = await schedule(desk, caller, which);
  const at = desk.now();
  const end = until ?? at + longestMs;
  if (end <= at) throw new Invalid('A pause cannot end in the past: give a later `until`.', '/until');
  if (end - at > longestMs)
    throw new Invalid('A pause lasts 90 days at most: for longer, take it out of the plan.', '/until');
  await once(desk, { caller, key, what: `pause ${plan}/${name}`, body: { reason, until } }, () => async (tx) => {
    await endPauses(tx, { plan, name, at, by: caller.by });
    await insertPause(tx, { plan, name, from_at: at, until_at: end, reason, made_by: caller.by });
    return {};
  });
  return schedule(desk, caller, which);
}

/** Ends a pause; again, it changes nothing. Throws `Forbidden` or `NotFound`. */
export async function resume(desk: Desk, caller: Caller, which: Which): Promise<ScheduleView> {
  await requirePermission(desk, caller, 'work');
  const { plan, name } = await schedule(desk, caller, which);
  await endPauses(desk.db, { plan, name, at: desk.now(), by: caller.by });
  return schedule(desk, caller, which);
}
