import type { Transaction } from 'kysely';

import { lockIncident, saveIncidents, setWake } from '../../db/incidents.ts';
import { waitingMs } from '../../db/notifications.ts';
import type { Database } from '../../db/schema.ts';
import type { Desk } from '../desk.ts';

import { decide } from './decide.ts';
import { markingFailure } from './failing.ts';
import { outlook } from './outlook.ts';
import type { Outlook } from './outlook.ts';
import { sweep } from './sweep.ts';

/** How an incident stands after a turn. Codes and spans only: it is kept in Temporal's history. */
export interface Turn {
  /** In how many ms it wants the next one, by the clock that decided; null: when stirred. */
  readonly inMs: number | null;
  /** The same instant by the clock that decided: only to see whether it is still the same one. */
  readonly dueAt: number | null;
  /** Whether a notification may be claimed now. */
  readonly waiting: boolean;
  /** Whether its life is over. */
  readonly ended: boolean;
  /** What this turn did. */
  readonly fired: readonly string[];
  /** For Temporal's UI; null where the incident is gone. */
  readonly outlook: Outlook | null;
}

type Advancing = Pick<Desk, 'db' | 'now' | 'rules' | 'publicUrl'>;

/**
 * Does what has fallen due. Any number of times, by anyone, at any moment: only what is due happens, and only once. Where
 * something was due, others likely are as well: up to 200 of them are done, too, so that a burst need not queue.
 */
export async function advance(desk: Advancing, reference: string): Promise<Turn> {
  const turn = await markingFailure(desk, reference, () =>
    desk.db.transaction().execute((tx) => takeTurn(desk, tx, reference)),
  );
  if (turn.fired.length > 0) await sweep(desk, 0);
  return turn;
}

async function takeTurn(desk: Advancing, tx: Transaction<Database>, reference: string): Promise<Turn> {
  const locked = await lockIncident(tx, reference);
  if (locked === undefined) return onlyTelling(desk, tx, reference);
  const { rules, incident, nextDueAt } = await decide(desk, tx, locked);
  if (incident !== locked.incident || nextDueAt !== locked.nextDueAt || locked.failedAt !== null)
    await saveIncidents(tx, [{ locked, incident, nextDueAt, wakeAt: nextDueAt }]);
  else if (locked.wakeAt !== nextDueAt) await setWake(tx, reference, nextDueAt);
  const tryMs = await waitingMs(tx, [reference], desk.now());
  return {
    ...nextTurn(desk.now(), nextDueAt, tryMs),
    waiting: tryMs !== undefined && tryMs <= 0,
    ended: incident.endedAt !== null && tryMs === undefined,
    fired: incident.events.map(({ key }) => key),
    outlook: outlook(desk.publicUrl, rules, incident),
  };
}

/** Of what is no incident, such as a link to sign in, or gone: only to tell what waits. */
async function onlyTelling({ now }: Advancing, tx: Transaction<Database>, subject: string): Promise<Turn> {
  const tryMs = await waitingMs(tx, [subject], now());
  const waiting = tryMs !== undefined && tryMs <= 0;
  return { ...nextTurn(now(), null, tryMs), waiting, ended: tryMs === undefined, fired: [], outlook: null };
}

/** When something falls due or can be told again, whichever is earlier. */
function nextTurn(now: number, nextDueAt: number | null, tryMs: number | undefined): Pick<Turn, 'inMs' | 'dueAt'> {
  const tryAt = tryMs === undefined || tryMs <= 0 ? Infinity : now + tryMs;
  const dueAt = Math.min(nextDueAt ?? Infinity, tryAt);
  return dueAt === Infinity ? { inMs: null, dueAt: null } : { inMs: Math.max(1, dueAt - now), dueAt };
}
