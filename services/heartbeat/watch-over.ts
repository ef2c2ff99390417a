import { deleteBeat, dueBeats } from '../../db/heartbeats.ts';
import { fallDue } from '../../domain/monitor/heartbeat.ts';
import type { Desk } from '../desk.ts';

import { expected } from './expectation.ts';
import { takeTurn } from './turn.ts';

/** How a heartbeat stands after a turn. Codes and spans only: it is kept in Temporal's history. */
export interface Watch {
  /** In how many ms it wants the next one, by the clock that decided; null: when stirred. */
  readonly inMs: number | null;
  /** The same instant by the clock that decided: only to see whether it is still the same one. */
  readonly dueAt: number | null;
  readonly status: string;
  /** Whether there is nothing to watch any more. */
  readonly ended: boolean;
  /** What this turn did. */
  readonly fired: readonly string[];
}

type Watching = Pick<Desk, 'db' | 'now' | 'rules' | 'env'>;

/** Does what has fallen due of a heartbeat that was not heard of. Any number of times, by anyone: only what is due happens, and only once. */
export async function watchOver(desk: Watching, plan: string, name: string): Promise<Watch> {
  const one = await expected(desk, plan, name);
  if (one === undefined) {
    await deleteBeat(desk.db, plan, name);
    return { inMs: null, dueAt: null, status: 'gone', ended: true, fired: [] };
  }
  const taken = await desk.db
    .transaction()
    .execute((tx) => takeTurn(desk, tx, one, (beat, at) => fallDue(beat, one.expectation, at)));
  const { status, dueAt, at, fired } = taken;
  return { inMs: dueAt === null ? null : Math.max(1, dueAt - at), dueAt, status, ended: false, fired };
}

const atOnce = 200;

/** Does what has been due for `overdueMs`, whoever's it is; answers how much that was. */
export async function watchOverdue(
  desk: Watching,
  overdueMs: number,
  onFailure: (name: string, error: unknown) => void,
): Promise<number> {
  let done = 0;
  for (const { plan, name } of await dueBeats(desk.db, desk.now() - overdueMs, atOnce))
    await watchOver(desk, plan, name).then(
      () => (done += 1),
      (error: unknown) => onFailure(`${plan}/${name}`, error),
    );
  return done;
}
