import type { Kysely, Transaction } from 'kysely';

import type { Beat, Turned } from '../domain/monitor/heartbeat.ts';

import type { Db } from './connect.ts';
import type { Database } from './schema.ts';

/** How a heartbeat stands. */
export interface Kept {
  readonly beat: Beat;
  /** How often and how late it may be, as it was when it was last looked at. */
  readonly rhythm: string;
  /** That it went down while it was muted: it is told once it is not; absent: nothing is to be told. */
  readonly withheld?: Turned | undefined;
}

/** A heartbeat's row, locked until the transaction ends. */
export interface LockedBeat extends Kept {
  readonly status: string;
  readonly dueAt: number | null;
}

/** Locks a heartbeat; undefined while nothing is kept of it. */
export async function lockBeat(tx: Transaction<Database>, plan: string, name: string): Promise<LockedBeat | undefined> {
  const row = await tx
    .selectFrom('monitor')
    .select(['state', 'status', 'next_due_at'])
    .where('plan', '=', plan)
    .where('name', '=', name)
    .forUpdate()
    .executeTakeFirst();
  return row && { ...(row.state as unknown as Kept), status: row.status, dueAt: row.next_due_at };
}

/** Begins to keep a heartbeat that may be kept already. */
export const insertBeat = (tx: Kysely<Database>, plan: string, name: string, kept: Kept, at: number) =>
  tx
    .insertInto('monitor')
    .values({ plan, name, status: 'new', since_at: at, state: JSON.stringify(kept), next_due_at: null })
    .onConflict((row) => row.doNothing())
    .execute();

interface Change {
  readonly kept: Kept;
  readonly status: string;
  /** Null: the status is what it was. */
  readonly sinceAt: number | null;
  readonly dueAt: number | null;
}

export const saveBeat = (tx: Kysely<Database>, plan: string, name: string, { kept, status, sinceAt, dueAt }: Change) =>
  tx
    .updateTable('monitor')
    .set({
      state: JSON.stringify(kept),
      status,
      next_due_at: dueAt,
      ...(sinceAt !== null && { since_at: sinceAt }),
    })
    .where('plan', '=', plan)
    .where('name', '=', name)
    .execute();

/** Forgets how a heartbeat stood that its plan does not have any more. */
export const deleteBeat = (tx: Kysely<Database>, plan: string, name: string) =>
  tx.deleteFrom('monitor').where('plan', '=', plan).where('name', '=', name).execute();

const heartbeats = 'heartbeat/%';

/** All that are kept, by plan and name. */
export const keptBeats = (db: Db) =>
  db.selectFrom('monitor').select(['plan', 'name']).where('name', 'like', heartbeats).execute();

/** Up to `limit` of which something has been due since `at` or longer. */
export const dueBeats = (db: Db, at: number, limit: number) =>
  db
    .selectFrom('monitor')
    .select(['plan', 'name'])
    .where('name', 'like', heartbeats)
    .where('next_due_at', '<=', at)
    .orderBy('next_due_at')
    .limit(limit)
    .execute();
