import type { Transaction } from 'kysely';

import { dueReferences } from '../../db/incident-lists.ts';
import { lockDue, lockIncident, saveIncidents } from '../../db/incidents.ts';
import type { Change, Locked } from '../../db/incidents.ts';
import type { Database } from '../../db/schema.ts';
import type { Desk } from '../desk.ts';

import { decide } from './decide.ts';

const atOnce = 200;

type Sweeping = Pick<Desk, 'db' | 'now' | 'rules'>;

/**
 * Does what has been due for `overdueMs`, whoever's it is: up to 200 incidents in one transaction. One that cannot be decided
 * or written must not stop the rest: then each is tried by itself. Answers how many were done.
 */
export async function sweep(desk: Sweeping, overdueMs: number): Promise<number> {
  const until = desk.now() - overdueMs;
  try {
    return await desk.db.transaction().execute(async (tx) => change(desk, tx, await lockDue(tx, until, atOnce)));
  } catch {
    return sweepSingly(desk, until);
  }
}

async function sweepSingly(desk: Sweeping, until: number): Promise<number> {
  let done = 0;
  for (const reference of await dueReferences(desk.db, until, atOnce))
    done += await desk.db
      .transaction()
      .execute(async (tx) => {
        const locked = await lockIncident(tx, reference);
        return change(desk, tx, locked === undefined ? [] : [locked]);
      })
      // What can't be done now stays due: its own workflow fails visibly in Temporal, and tries again.
      .catch(() => 0);
  return done;
}

async function change(desk: Sweeping, tx: Transaction<Database>, due: readonly Locked[]): Promise<number> {
  const changes: Change[] = [];
  for (const locked of due) {
    const { incident, nextDueAt } = await decide(desk, tx, locked);
    // Its own workflow has still to take its turn.
    changes.push({ locked, incident, nextDueAt, wakeAt: locked.wakeAt });
  }
  await saveIncidents(tx, changes);
  return changes.length;
}
