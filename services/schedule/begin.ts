import { findByKey } from '../../db/incident-lists.ts';
import { administrator } from '../access/caller.ts';
import type { Desk } from '../desk.ts';
import { open } from '../incident/open.ts';
import { rulesInForce } from '../plan/rules.ts';

import { ticketOf } from './ticket.ts';

/** Something of a plan that has come round. */
export interface Occurrence {
  readonly plan: string;
  /** Such as `reviews/access`. */
  readonly name: string;
  /** When it should begin by the plan, epoch ms. */
  readonly nominalAt: number;
}

/**
 * Opens the ticket of what has come round, once for each nominal instant however often it is asked, and answers its reference;
 * null where the plan does not have it any more.
 */
export async function begin(desk: Desk, { plan, name, nominalAt }: Occurrence): Promise<string | null> {
  // Whatever the plan says by now: what this instant has opened stands.
  const standing = await begunAs(desk, { plan, name, nominalAt });
  if (standing !== undefined) return standing;
  const rules = await rulesInForce(desk, plan);
  const ticket = rules && ticketOf(rules.plan, name);
  if (ticket === undefined) return null;
  const caller = administrator(callerId(plan), plan);
  const more = { ...ticket.more, by: null, dueAt: nominalAt };
  return (await open(desk, caller, ticket.report, keyOf(name, nominalAt), more)).reference;
}

/** The ticket of this instant; undefined while there is none. */
export const begunAs = async ({ db }: Pick<Desk, 'db'>, { plan, name, nominalAt }: Occurrence) =>
  (await findByKey(db, callerId(plan), keyOf(name, nominalAt)))?.reference;

const callerId = (plan: string): string => `schedule:${plan}`;

const keyOf = (name: string, nominalAt: number): string => `schedule:${name}:${new Date(nominalAt).toISOString()}`;
