import { insertHandOver, lastHandOvers, lockRotations } from '../../db/hand-overs.ts';
import { heldBy } from '../../db/incident-lists.ts';
import { insertNotifications } from '../../db/notifications.ts';
import type { Telling } from '../../db/notifications.ts';
import { listPlans } from '../../db/plans.ts';
import { handOver } from '../../domain/hand-over.ts';
import type { HandOver } from '../../domain/hand-over.ts';
import type { Desk } from '../desk.ts';

import { rulesNow } from './rules.ts';
import { referenceOf } from './subject.ts';

type Looking = Pick<Desk, 'db' | 'now' | 'rules'>;

/**
 * Looks at every rotation of the plans in force: whoever has taken over since the last look is to be told, once for each shift,
 * and so is who left while holding something open. Answers how many rotations have changed hands.
 */
export async function handOvers(desk: Looking): Promise<number> {
  let count = 0;
  for (const { slug, version } of await listPlans(desk.db)) {
    const changed = await changes(desk, desk.db, slug, version);
    if (changed.length > 0) count += await keep(desk, slug, version);
  }
  return count;
}

type Changed = readonly (readonly [rotation: string, handOver: HandOver])[];

async function changes(desk: Looking, db: Looking['db'], slug: string, version: number): Promise<Changed> {
  const { rotations } = await rulesNow(desk, db, slug, version);
  if (Object.keys(rotations).length === 0) return [];
  const last = new Map((await lastHandOvers(db, slug)).map((one) => [one.rotation, one]));
  return Object.entries(rotations).flatMap(([name, one]) => {
    const change = handOver(one, last.get(name) ?? null, desk.now());
    return change === null ? [] : [[name, change] as const];
  });
}

/** Looks again, alone: two workers may have seen the same change. */
const keep = (desk: Looking, plan: string, version: number): Promise<number> =>
  desk.db.transaction().execute(async (tx) => {
    await lockRotations(tx, plan);
    const changed = await changes(desk, tx, plan, version);
    for (const [rotation, one] of changed) {
      await insertHandOver(tx, { plan, rotation, ...one });
      const holds = one.before !== null && (await heldBy(tx, plan, one.before)).length > 0;
      await insertNotifications(tx, tellings(desk.now(), { plan, rotation, ...one }, holds));
    }
    return changed.length;
  });

function tellings(now: number, one: HandOver & { plan: string; rotation: string }, holds: boolean): Telling[] {
  const { plan, rotation, at, person, before } = one;
  const subject = { reference: referenceOf(plan, rotation), plan, due_at: at, try_at: now };
  const instant = new Date(at).toISOString();
  return [
    ...(person === null ? [] : [{ ...subject, event_key: `shift:${instant}`, kind: 'shift', recipient: person }]),
    ...(holds ? [{ ...subject, event_key: `left:${instant}`, kind: 'left', recipient: before! }] : []),
  ];
}
