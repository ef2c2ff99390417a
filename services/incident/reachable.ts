import type { Transaction } from 'kysely';

import { lockIncident } from '../../db/incidents.ts';
import type { Locked } from '../../db/incidents.ts';
import type { Database } from '../../db/schema.ts';
import { mayReachTicket } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import { NotFound } from '../desk.ts';

/** The incident, locked until the transaction ends. Throws `NotFound` where there is none that the caller may see. */
export async function lockReachable(tx: Transaction<Database>, caller: Caller, reference: string): Promise<Locked> {
  const locked = await lockIncident(tx, reference);
  if (locked === undefined || !mayReachTicket(caller, locked.incident)) throw noIncident(reference);
  return locked;
}

export const noIncident = (reference: string) => new NotFound(`There is no incident ${reference}.`);
