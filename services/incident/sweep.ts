import type { Transaction } from 'kysely';

import { dueReferences } from '../../db/incident-lists.ts';
import { lockDue, lockIncident, saveIncidents } from '../../db/incidents.ts';
import type { Change, Locked } from '../../db/incidents.ts';
import type { Database } from '../../db/schema.ts';
import type { Desk } from '../desk.ts';

import { decide } from './decide.ts';
import { markingFailure } from './failing.ts';

const atOnce = 200;

type Sweeping = Pick<Desk, 'db' | 'now' | 'rules'>;
/** Hears of what cannot be decided. */
type OnFailure = (reference: string, error: unknown) => void;

/**
 * Does what has been due for `overdueMs`, whoever's it is: up to 200 incidents in one transaction. One that cannot be decided
 * or written must not stop the rest: then each is tried by itself, and what fails is left alone for a minute. Answers how many
 * were done.
 */
export async function sweep(
  desk: Sweeping,
  overdueMs: number,
  onFailure: OnFailure = () => undefined,
): Promise<number> {
  const now = desk.now();
  const until = now - overdueMs;
  try {
    return await desk.db.transaction().execute(async (tx) => change(desk, tx, await lockDue(tx, until, now, atOnce)));
  } catch {
    let done = 0;
    for (const reference of await dueReferences(desk.db, until, now, atOnce))
      done += await sweepOne(desk, reference, onFailure);
    return done;
  }
}

/** What can't be done now stays due: its own workflow fails visibly in Temporal, and tries again. */
async function sweepOne(desk: Sweeping, reference: string, onFailure: OnFailure): Promise<number> {
  const decided = markingFailure(desk, reference, () =>
    desk.db.transaction().execute(async (tx) => {
      const locked = await lockIncident(tx, reference);
      return change(desk, tx, locked === undefined ? [] : [locked]);
    }),
  );
  return decided.catch((error: unknown) => {
    onFailure(reference, error);
    return 0;
  });
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
