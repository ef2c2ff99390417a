import { gapsTold, lockRotations, noteGaps } from '../../db/hand-overs.ts';
import { insertNotifications } from '../../db/notifications.ts';
import { permissionsOf } from '../../domain/access.ts';
import { untold } from '../../domain/hand-over.ts';
import type { Plan } from '../../domain/plan.ts';
import { administrator } from '../access/caller.ts';
import type { Desk } from '../desk.ts';
import { rulesInForce } from '../plan/rules.ts';

import { onCall } from './show.ts';
import type { OnCall } from './show.ts';
import { referenceOf } from './subject.ts';

const day = 86_400_000;
/** A gap is told when it is a week away; in one mail with those of the week after, so that no mail a day follows. */
const ahead = { least: 7 * day, told: 14 * day };

/** Has those told who can put somebody in the place when nobody is on call within a week, once of each gap. Answers how many rotations have such a gap. */
export async function tellGaps(desk: Pick<Desk, 'db' | 'now' | 'rules'>): Promise<number> {
  const now = desk.now();
  let count = 0;
  for (const one of await onCall(desk, administrator('gaps'), { at: now, until: now + ahead.told }))
    if (one.gaps.some(({ from }) => from < now + ahead.least) && (await tell(desk, one))) count += 1;
  return count;
}

async function tell(
  desk: Pick<Desk, 'db' | 'now' | 'rules'>,
  { plan, rotation, at: now, gaps }: OnCall,
): Promise<boolean> {
  const rules = await rulesInForce(desk, plan);
  return desk.db.transaction().execute(async (tx) => {
    await lockRotations(tx, plan);
    if (untold(gaps, await gapsTold(tx, plan, rotation, now), now + ahead.least).length === 0) return false;
    await noteGaps(tx, { plan, rotation, gaps, now });
    const key = `gap:${new Date(now).toISOString()}`;
    const subject = { reference: referenceOf(plan, rotation), plan, kind: 'gap', event_key: key };
    const told = fillers(rules!.plan, rotation);
    await insertNotifications(
      tx,
      told.map((recipient) => ({ ...subject, recipient, due_at: now, try_at: now })),
    );
    return true;
  });
}

/** Whoever may override; where the plan says nobody may, or that everybody may, those who take turns. */
function fillers(plan: Plan, rotation: string): readonly string[] {
  const named = Object.keys(plan.may).length > 0;
  const may = named ? plan.people.filter((person) => permissionsOf(plan, person).includes('override')) : [];
  return may.length > 0 ? may : [...new Set(plan.rotations[rotation]!.layers.flatMap(({ members }) => members))];
}
