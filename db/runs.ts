import { sql } from 'kysely';
import type { Kysely, Selectable, Transaction } from 'kysely';

import { subjectOf } from '../domain/procedure/run.ts';
import type { Run } from '../domain/procedure/run.ts';

import type { Db } from './connect.ts';
import { chained, insertEvents } from './events.ts';
import { lockIncident } from './incidents.ts';
import type { Locked } from './incidents.ts';
import { insertNotifications, tellingsOf } from './notifications.ts';
import type { Database } from './schema.ts';
import type { RunRow } from './schema/work.ts';

type Tx = Transaction<Database>;

/** A run that this transaction holds, with where its chain of events stands. */
export interface LockedRun {
  readonly run: Run;
  /** The ticket that it works for, held too. */
  readonly ticket: Locked | null;
  readonly answers: Readonly<Record<string, string>>;
  readonly seq: number;
  readonly chain: string;
  readonly nextDueAt: number | null;
  readonly wakeAt: number | null;
  readonly failedAt: number | null;
}

/** Who asked for it, by which key, and what was said. */
export type RunWords = Pick<RunRow, 'caller' | 'key' | 'body_hash'> & {
  readonly answers: Readonly<Record<string, string>>;
  readonly parent: string | null;
};

/** Whether this could be the reference of a run. */
export const isRunReference = (text: string): boolean => /^[A-Z][A-Z0-9]{1,9}-R\d{1,12}$/.test(text);

/** The version of a plan in force and the reference of the next run under it; undefined where there is no such plan. */
export async function nextRun(db: Kysely<Database>, slug: string) {
  const reference = sql<string>`reference || '-R' || nextval(('run_' || lower(reference))::regclass)`;
  const query = db.selectFrom('plan').select(['version', reference.as('reference')]);
  return query.where('slug', '=', slug).executeTakeFirst();
}

/** Throws a unique violation where the caller's key is there already. */
export async function insertRun(tx: Tx, run: Run, words: RunWords, nextDueAt: number | null): Promise<void> {
  const events = chained(subjectOf(run.reference), run.events, { seq: 0, chain: '' }, null);
  const last = events.at(-1)!;
  const { answers, ...asked } = words;
  const row = {
    ...columns(run),
    ...asked,
    answers: JSON.stringify(answers),
    version: 1,
    seq: last.seq,
    chain: last.hash,
  };
  await tx
    .insertInto('run')
    .values({ ...row, started_at: run.startedAt, next_due_at: nextDueAt, wake_at: run.startedAt })
    .execute();
  await insertEvents(tx, events)!.execute();
  await insertNotifications(tx, tellings(run));
}

const tellings = (run: Run) => tellingsOf({ ...run, reference: subjectOf(run.reference) });

/**
 * The run and the ticket that it works for, locked until the transaction ends; undefined where there is none. The ticket always comes
 * first, so that no two wait for each other.
 */
export async function lockRun(tx: Tx, reference: string): Promise<LockedRun | undefined> {
  if (!isRunReference(reference)) return undefined;
  const run = tx.selectFrom('run').where('reference', '=', reference);
  const known = await run.select('incident').executeTakeFirst();
  if (known === undefined) return undefined;
  const ticket = known.incident === null ? undefined : await lockIncident(tx, known.incident);
  return asLocked(await run.selectAll().forUpdate().executeTakeFirstOrThrow(), ticket ?? null);
}

const asLocked = (row: Selectable<RunRow>, ticket: Locked | null): LockedRun => ({
  run: { ...row.state, events: [] },
  ticket,
  answers: row.answers,
  seq: row.seq,
  chain: row.chain,
  nextDueAt: row.next_due_at,
  wakeAt: row.wake_at,
  failedAt: row.failed_at,
});

interface RunChange {
  readonly locked: LockedRun;
  readonly run: Run;
  readonly nextDueAt: number | null;
  readonly wakeAt: number | null;
}

/** Writes a locked run back with the events and notifications that it has gained. */
export async function saveRun(tx: Tx, { locked, run, nextDueAt, wakeAt }: RunChange, bodyHash: string | null = null) {
  const events = chained(subjectOf(run.reference), run.events, locked, bodyHash);
  const last = events.at(-1) ?? { seq: locked.seq, hash: locked.chain };
  await tx
    .updateTable('run')
    .set((row) => ({
      ...columns(run),
      seq: last.seq,
      chain: last.hash,
      next_due_at: nextDueAt,
      wake_at: wakeAt,
      failed_at: null,
      version: row('version', '+', Math.min(1, events.length)),
    }))
    .where('reference', '=', run.reference)
    .execute();
  await insertEvents(tx, events)?.execute();
  await insertNotifications(tx, tellings(run));
}

const columns = (run: Run) => ({
  reference: run.reference,
  plan: run.plan,
  plan_version: run.planVersion,
  procedure: run.procedure,
  incident: run.incident,
  status: run.status,
  state: JSON.stringify({ ...run, events: [] }),
  ended_at: run.endedAt,
});

export const readRun = (db: Kysely<Database>, reference: string) =>
  db.selectFrom('run').selectAll().where('reference', '=', reference).executeTakeFirst();

/** The run that a caller's key has begun. */
export const runByKey = (db: Kysely<Database>, caller: string, key: string) =>
  db
    .selectFrom('run')
    .select(['reference', 'body_hash'])
    .where('caller', '=', caller)
    .where('key', '=', key)
    .executeTakeFirst();

/** How these stand. */
export const statusesOf = (db: Kysely<Database>, references: readonly string[]) =>
  references.length === 0
    ? Promise.resolve([])
    : db.selectFrom('run').select(['reference', 'status']).where('reference', 'in', references).execute();

/** So long does the relay leave alone what could not be decided. */
const failureRestsMs = 60_000;

/** Up to `limit` of which something has been due since `at` or longer. */
export const dueRuns = async (db: Db, at: number, now: number, limit: number): Promise<readonly string[]> =>
  (
    await db
      .selectFrom('run')
      .select('reference')
      .where('next_due_at', '<=', at)
      .where((row) => row.or([row('failed_at', 'is', null), row('failed_at', '<=', now - failureRestsMs)]))
      .orderBy('next_due_at')
      .limit(limit)
      .execute()
  ).map(({ reference }) => reference);

/** Says that it cannot be decided, until it is written again. */
export const markRunFailed = (db: Kysely<Database>, reference: string, at: number) =>
  db.updateTable('run').set({ failed_at: at }).where('reference', '=', reference).execute();

/** Up to `limit` whose workflow should have taken its turn at `at` or before. Their next try is `againAt`. */
export async function overdueRunWakes(db: Db, at: number, againAt: number, limit: number): Promise<readonly string[]> {
  const { rows } = await sql<{ reference: string }>`
    update run set wake_at = ${againAt} where reference in (
      select reference from run where wake_at <= ${at} order by wake_at limit ${limit} for update skip locked)
    returning reference`.execute(db);
  return rows.map(({ reference }) => reference);
}

/** Says that a run's workflow should take a turn. */
export const wakeRun = (db: Kysely<Database>, reference: string, at: number) =>
  db.updateTable('run').set({ wake_at: at }).where('reference', '=', reference).execute();

/** Wants a turn of every run that is not over: Temporal has forgotten them. */
export const wakeAllRuns = (db: Db, now: number) =>
  db.updateTable('run').set({ wake_at: now }).where('ended_at', 'is', null).execute();

interface RunFilter {
  /** Null: of every plan. */
  readonly plan: string | null;
  readonly procedure?: string | undefined;
  readonly status?: string | undefined;
  readonly incident?: string | undefined;
  /** Those begun before this one. */
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** The newest first; with the type of the ticket that each works for. */
export const listRuns = (db: Db, { plan, procedure, status, incident, cursor, limit }: RunFilter) =>
  db
    .selectFrom('run')
    .leftJoin('incident', 'incident.reference', 'run.incident')
    .selectAll('run')
    .select('incident.type as type')
    .$if(plan !== null, (query) => query.where('run.plan', '=', plan!))
    .$if(procedure !== undefined, (query) => query.where('run.procedure', '=', procedure!))
    .$if(status !== undefined, (query) => query.where('run.status', '=', status!))
    .$if(incident !== undefined, (query) => query.where('run.incident', '=', incident!))
    .$if(cursor !== undefined, (query) =>
      query.where(
        sql<boolean>`(run.started_at, run.reference) < (select started_at, reference from run where reference = ${cursor})`,
      ),
    )
    .orderBy('run.started_at', 'desc')
    .orderBy('run.reference', 'desc')
    .limit(limit)
    .execute();

/** The runs of a procedure that are not over, the oldest first. */
export const openRunsOf = (db: Kysely<Database>, plan: string, procedure: string) =>
  db
    .selectFrom('run')
    .select(['reference', 'started_at'])
    .where('plan', '=', plan)
    .where('procedure', '=', procedure)
    .where('ended_at', 'is', null)
    .orderBy('started_at')
    .execute();

/** What is or was carried out for these tickets, the oldest first. */
export const runsForTickets = async (db: Kysely<Database>, references: readonly string[]) =>
  references.length === 0
    ? []
    : db
        .selectFrom('run')
        .select(['reference', 'incident', 'procedure', 'plan', 'plan_version', 'state'])
        .where('incident', 'in', references)
        .orderBy('started_at')
        .orderBy('reference')
        .execute();
