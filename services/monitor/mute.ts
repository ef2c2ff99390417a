import { endMutes, insertMute } from '../../db/mutes.ts';
import type { Caller } from '../access/caller.ts';
import { requirePermission } from '../access/permission.ts';
import { Invalid } from '../desk.ts';
import type { Desk } from '../desk.ts';
import { subjectOf } from '../heartbeat/subject.ts';
import { once } from '../once.ts';

import { monitor } from './show.ts';
import type { MonitorView } from './list.ts';
import type { Which } from './show.ts';

const longestMs = 90 * 86_400_000;

interface Asked {
  readonly until: number;
  readonly reason?: string | undefined;
}

/**
 * Mutes a monitor from now on: what it finds is kept and opens nothing. It takes the place of a mute that holds. Throws `Forbidden`,
 * `NotFound`, or `Invalid` for an end that has passed or is more than 90 days away.
 */
export async function mute(
  desk: Desk,
  caller: Caller,
  which: Which,
  { until, reason }: Asked,
  key: string | null,
): Promise<MonitorView> {
  await requirePermission(desk, caller, 'work');
  const { plan, kind, name } = await monitor(desk, caller, which);
  const at = desk.now();
  if (until <= at) throw new Invalid('A mute cannot end in the past: give a later `until`.', '/until');
  if (until - at > longestMs)
    throw new Invalid('A mute lasts 90 days at most: for longer, take it out of the plan.', '/until');
  const one = { plan, monitor: `${kind}/${name}` };
  await once(desk, { caller, key, what: `mute ${plan}/${kind}/${name}`, body: { until, reason } }, () => async (tx) => {
    await endMutes(tx, { ...one, at, by: caller.by });
    await insertMute(tx, { ...one, from_at: at, until_at: until, reason: reason ?? null, made_by: caller.by });
    return {};
  });
  return monitor(desk, caller, which);
}

/** Ends a mute; again, it changes nothing. Throws `Forbidden` or `NotFound`. */
export async function unmute(desk: Desk, caller: Caller, which: Which): Promise<MonitorView> {
  await requirePermission(desk, caller, 'work');
  const { plan, kind, name } = await monitor(desk, caller, which);
  await endMutes(desk.db, { plan, monitor: `${kind}/${name}`, at: desk.now(), by: caller.by });
  // What is only heard of has no next look by which it would be found.
  if (kind === 'heartbeat') desk.stir(subjectOf(plan, `${kind}/${name}`), 'unmuted');
  return monitor(desk, caller, which);
}
