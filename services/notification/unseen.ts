import { typesOf } from '../../db/incident-lists.ts';
import type { Notification } from '../../db/notifications.ts';
import { isReference } from '../../db/numbers.ts';
import { mayHear } from '../../domain/access.ts';
import type { Desk } from '../desk.ts';
import { rulesInForce } from '../plan/rules.ts';

import { kindOf } from './addressee.ts';

/**
 * Which of these would tell a person or an integration of the plan of a ticket that they may not hear of, or of what is done for it step by step, by
 * the plan in force: whoever asked for it to be told, under whatever version.
 */
export async function unseen(
  desk: Pick<Desk, 'db' | 'now' | 'rules'>,
  waiting: readonly Notification[],
): Promise<readonly Notification[]> {
  const toPeople = waiting.filter((one) => told.includes(kindOf(one)) && isOfTicket(one.reference));
  const hidden: Notification[] = [];
  for (const [slug, all] of Map.groupBy(toPeople, ({ plan }) => plan)) {
    const plan = (await rulesInForce(desk, slug))?.plan;
    if (plan === undefined) continue;
    if (Object.keys(plan.restricted).length === 0 && all.every((one) => kindOf(one) === 'person')) continue;
    const types = await typesOf(
      desk.db,
      all.map(({ reference }) => reference),
    );
    hidden.push(...all.filter((one) => !mayHear(plan, one.recipient, types.get(one.reference) ?? '')));
  }
  return hidden;
}

const isOfTicket = (subject: string): boolean => isReference(subject) || subject.startsWith('run:');

const told: readonly string[] = ['person', 'integration'];
