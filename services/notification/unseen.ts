import { typesOf } from '../../db/incident-lists.ts';
import type { Notification } from '../../db/notifications.ts';
import { isReference } from '../../db/numbers.ts';
import { maySee } from '../../domain/access.ts';
import type { Desk } from '../desk.ts';
import { rulesInForce } from '../plan/rules.ts';

import { kindOf } from './addressee.ts';

/**
 * Which of these would tell a person of the plan of a ticket that they may not see, by the plan in force: whoever asked for it to
 * be told, under whatever version.
 */
export async function unseen(
  desk: Pick<Desk, 'db' | 'now' | 'rules'>,
  waiting: readonly Notification[],
): Promise<readonly Notification[]> {
  const toPeople = waiting.filter((one) => kindOf(one) === 'person' && isReference(one.reference));
  const hidden: Notification[] = [];
  for (const [slug, all] of Map.groupBy(toPeople, ({ plan }) => plan)) {
    const plan = (await rulesInForce(desk, slug))?.plan;
    if (plan === undefined || Object.keys(plan.restricted).length === 0) continue;
    const types = await typesOf(
      desk.db,
      all.map(({ reference }) => reference),
    );
    hidden.push(...all.filter((one) => !maySee(plan, one.recipient, types.get(one.reference) ?? '')));
  }
  return hidden;
}
