import type { Kysely } from 'kysely';

import type { Database } from '../../db/schema.ts';
import { readIncident } from '../../db/incident-lists.ts';
import type { Run } from '../../domain/procedure/run.ts';
import { mayReach, mayReachTicket } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import { NotFound } from '../desk.ts';

/** Whether a run is there for the caller: of a ticket that they may not see neither is what is done for it. */
export async function mayReachRun(
  db: Kysely<Database>,
  caller: Caller,
  { plan, incident }: Pick<Run, 'plan' | 'incident'>,
): Promise<boolean> {
  if (!mayReach(caller, plan)) return false;
  const row = incident === null ? undefined : await readIncident(db, incident);
  return row === undefined || mayReachTicket(caller, row);
}

export const noRun = (reference: string) => new NotFound(`There is no run ${reference}.`);
