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
