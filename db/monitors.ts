import type { Kysely, Transaction } from 'kysely';

import { unseen } from '../domain/monitor/standing.ts';
import type { Standing } from '../domain/monitor/standing.ts';

import type { Database } from './schema.ts';

/** What is kept of a check or an alert rule. */
export interface Kept {
  readonly standing: Standing;
  /** What was found last; null: nothing yet. */
  readonly last: Found | null;
}

export interface Found {
  /** The nominal instant. */
  readonly at: number;
  /** Null: it could not be said. */
  readonly ok: boolean | null;
  readonly ms: number;
  readonly value: number | null;
  readonly words: string;
}

export interface MonitorRow extends Kept {
  readonly plan: string;
  readonly name: string;
  readonly status: string;
  readonly sinceAt: number;
  /** Since when somebody waits for it to be looked at out of turn. */
  readonly askedAt: number | null;
}

type Db = Kysely<Database>;

type First = Pick<MonitorRow, 'plan' | 'name' | 'status' | 'sinceAt'> & { readonly kept: Kept };

const insertMonitor = (db: Db, { plan, name, status, sinceAt, kept }: First) =>
  db
    .insertInto('monitor')
    .values({ plan, name, status, since_at: sinceAt, state: JSON.stringify(kept), next_due_at: null })
    .onConflict((one) => one.doNothing())
    .execute();

/** Locks how a monitor stands until the transaction ends; what was never seen begins as `first`. */
export async function lockMonitor(tx: Transaction<Database>, first: First): Promise<MonitorRow> {
  await insertMonitor(tx, first);
  const query = tx.selectFrom('monitor').selectAll().where('plan', '=', first.plan).where('name', '=', first.name);
  return asMonitor(await query.forUpdate().executeTakeFirstOrThrow());
}

export const saveMonitor = (
  tx: Transaction<Database>,
  { plan, name, status, sinceAt, standing, last, askedAt }: MonitorRow,
) =>
  tx
    .updateTable('monitor')
    .set({ status, since_at: sinceAt, state: JSON.stringify({ standing, last }), asked_at: askedAt })
    .where('plan', '=', plan)
    .where('name', '=', name)
    .execute();

export const insertResult = (tx: Transaction<Database>, row: Database['result']) =>
  tx
    .insertInto('result')
    .values(row)
    .onConflict((one) => one.doNothing())
    .execute();

/** All of which something is kept, of these plans; of a heartbeat that is not how a check stands. */
export async function keptMonitors(db: Db, plans: readonly string[]): Promise<readonly MonitorRow[]> {
  if (plans.length === 0) return [];
  return (await db.selectFrom('monitor').selectAll().where('plan', 'in', plans).execute()).map(asMonitor);
}

/** Those that somebody waits for. */
export const askedMonitors = (db: Db) =>
  db
    .selectFrom('monitor')
    .select(['plan', 'name', 'asked_at'])
    .where('asked_at', 'is not', null)
    .orderBy('asked_at')
    .limit(100)
    .execute();

/** Notes that somebody waits for it since `at`; who waits already waits no longer for that. */
export async function askFor(db: Db, first: First, at: number): Promise<void> {
  await insertMonitor(db, first);
  await db
    .updateTable('monitor')
    .set({ asked_at: at })
    .where('plan', '=', first.plan)
    .where('name', '=', first.name)
    .where('asked_at', 'is', null)
    .execute();
}

/** Nobody waits for it any more who has asked by `at`: it was looked at, or cannot be. */
export const answerAsked = (db: Db, plan: string, name: string, at: number) =>
  db
    .updateTable('monitor')
    .set({ asked_at: null })
    .where('plan', '=', plan)
    .where('name', '=', name)
    .where('asked_at', '<=', at)
    .execute();

/** The last results, the newest first. */
export const lastResults = (db: Db, plan: string, name: string, limit: number) =>
  db
    .selectFrom('result')
    .selectAll()
    .where('plan', '=', plan)
    .where('monitor', '=', name)
    .orderBy('at', 'desc')
    .limit(limit)
    .execute();

/** How many results there are after `from` until `until`, and how many of them are bad. */
export async function countResults(
  db: Db,
  { plan, name, from, until }: { plan: string; name: string; from: number; until: number },
): Promise<{ readonly all: number; readonly bad: number }> {
  return db
    .selectFrom('result')
    .select(({ fn }) => [
      fn.countAll<number>().as('all'),
      fn.countAll<number>().filterWhere('ok', '=', false).as('bad'),
    ])
    .where('plan', '=', plan)
    .where('monitor', '=', name)
    .where('at', '>', from)
    .where('at', '<=', until)
    .executeTakeFirstOrThrow();
}

function asMonitor(row: {
  plan: string;
  name: string;
  status: string;
  since_at: number;
  state: object;
  asked_at: number | null;
}): MonitorRow {
  const { plan, name, status, since_at: sinceAt, asked_at: askedAt } = row;
  const { standing = unseen, last = null } = row.state as Partial<Kept>;
  return { plan, name, status, sinceAt, askedAt, standing, last };
}
