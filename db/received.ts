import { sql } from 'kysely';
import type { Kysely } from 'kysely';

import type { Database } from './schema.ts';
import type { ReceivedForm } from './schema/watching.ts';

/** Something that another system or a monitor says. */
export interface Received {
  readonly plan: string;
  readonly source: string;
  readonly form: ReceivedForm;
  /** As it came; of a monitor a signal. */
  readonly body: object;
  /** Epoch ms. */
  readonly at: number;
}

/** Keeps what was received until it is heard. One statement, however much. */
export async function receive(db: Kysely<Database>, all: readonly Received[]): Promise<void> {
  if (all.length === 0) return;
  const rows = all.map(({ body, ...one }) => ({ ...one, body: JSON.stringify(body) }));
  await db.insertInto('received').values(rows).execute();
}

/** The same of one; answers its number. */
export async function receiveOne(db: Kysely<Database>, { body, ...one }: Received): Promise<number> {
  const row = { ...one, body: JSON.stringify(body) };
  return (await db.insertInto('received').values(row).returning('id').executeTakeFirstOrThrow()).id;
}

/** What waits to be heard. */
export interface Waiting {
  readonly id: number;
  readonly plan: string;
  readonly source: string;
  readonly form: ReceivedForm;
  readonly body: unknown;
  readonly at: number;
  readonly tries: number;
}

/** So much is held in memory at once. */
const mostBytes = 8_000_000;

/** Up to `limit` of it, the oldest first. */
export async function waitingToBeHeard(db: Kysely<Database>, limit: number): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select id, plan, source, form, body, at, tries from (
      select *, sum(pg_column_size(body)) over (order by id) - pg_column_size(body) as before
      from (select * from received where heard_at is null order by id limit ${limit}) as oldest) as sized
    where before < ${mostBytes} order by id`.execute(db);
  return rows;
}

/** One of it, if it still waits. */
export const stillWaiting = (db: Kysely<Database>, id: number): Promise<Waiting | undefined> =>
  db
    .selectFrom('received')
    .select(['id', 'plan', 'source', 'form', 'body', 'at', 'tries'])
    .where('id', '=', id)
    .where('heard_at', 'is', null)
    .executeTakeFirst();

/** What became of what was heard. */
export interface Heard {
  readonly id: number;
  readonly outcome: object;
  /** Why it could not be heard, where it could not. */
  readonly error: string | null;
}

/** Writes down what became of it. One statement, however much. */
export const markHeard = async (db: Kysely<Database>, all: readonly Heard[], at: number) =>
  void (await sql`
    update received set heard_at = ${at}, outcome = u.outcome, error = u.error
    from jsonb_to_recordset(${JSON.stringify(all)}::jsonb) as u (id bigint, outcome jsonb, error text)
    where received.id = u.id`.execute(db));

/** It could not be heard: after so many times it is left at that, with its error. */
export const markUnheard = (db: Kysely<Database>, id: number, { error, at, most }: Failure) =>
  db
    .updateTable('received')
    .set((row) => ({
      tries: row('tries', '+', 1),
      error,
      heard_at: sql<number | null>`case when tries + 1 >= ${most} then ${at}::bigint end`,
    }))
    .where('id', '=', id)
    .where('heard_at', 'is', null)
    .execute();

interface Failure {
  readonly error: string;
  readonly at: number;
  readonly most: number;
}

/** Since when the oldest of what waits has waited; undefined where nothing does. */
export async function waitingSince(db: Kysely<Database>): Promise<number | undefined> {
  const query = db.selectFrom('received').select('at').where('heard_at', 'is', null).orderBy('id').limit(1);
  return (await query.executeTakeFirst())?.at;
}

/** Removes what was heard and came before then, at most so much at once; answers how much. */
export async function deleteReceived(db: Kysely<Database>, before: number, limit: number): Promise<number> {
  const old = db.selectFrom('received').select('id').where('at', '<', before).where('heard_at', 'is not', null);
  const gone = await db.deleteFrom('received').where('id', 'in', old.limit(limit)).executeTakeFirst();
  return Number(gone.numDeletedRows);
}

/** Which of it is listed. */
export interface ReceivedFilter {
  readonly plan?: string | undefined;
  readonly source?: string | undefined;
  readonly state?: 'waiting' | 'heard' | 'failed' | undefined;
  /** Only what came before this one. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** What was received, the latest first, without what it said. */
export const listReceived = (db: Kysely<Database>, { plan, source, state, before, limit }: ReceivedFilter) =>
  db
    .selectFrom('received')
    .select(['id', 'plan', 'source', 'form', 'at', 'heard_at', 'outcome', 'error'])
    .$if(plan !== undefined, (query) => query.where('plan', '=', plan!))
    .$if(source !== undefined, (query) => query.where('source', '=', source!))
    .$if(state === 'waiting', (query) => query.where('heard_at', 'is', null))
    .$if(state === 'heard', (query) => query.where('heard_at', 'is not', null).where('error', 'is', null))
    .$if(state === 'failed', (query) => query.where('error', 'is not', null))
    .$if(before !== undefined, (query) => query.where('id', '<', before!))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();

export const receivedById = (db: Kysely<Database>, id: number) =>
  db.selectFrom('received').selectAll().where('id', '=', id).executeTakeFirst();
