import { sql } from 'kysely';
import type { Kysely, Selectable } from 'kysely';

import type { Db } from './connect.ts';
import type { Database } from './schema.ts';

export type OutletRow = Selectable<Database['outlet']>;

/** How the integrations of these plans stand that were told something, or tried. */
export const outletsOf = (db: Db, plans: readonly string[]): Promise<OutletRow[]> =>
  plans.length === 0 ? Promise.resolve([]) : db.selectFrom('outlet').selectAll().where('plan', 'in', plans).execute();

/** Which integration of which plan. */
export interface Named {
  readonly plan: string;
  readonly name: string;
}

/** Takes the one try that is due while it is left alone: whether it is the caller's. Until `untilAt` nobody else tries. */
export async function takeTry(db: Db, { plan, name }: Named, seenAt: number, untilAt: number): Promise<boolean> {
  const query = db.updateTable('outlet').set({ open_until: untilAt }).where('plan', '=', plan).where('name', '=', name);
  return (await query.where('open_until', '=', seenAt).executeTakeFirst()).numUpdatedRows > 0n;
}

/** It took a message. */
export const noteSent = (db: Db, { plan, name }: Named, at: number) =>
  db
    .insertInto('outlet')
    .values({ plan, name, failures: 0, sent_at: at })
    .onConflict((row) => row.columns(['plan', 'name']).doUpdateSet({ failures: 0, open_until: null, sent_at: at }))
    .execute();

/** How it failed, and what follows. */
export interface Failure {
  readonly at: number;
  readonly code: string;
  /** It asked to be left alone for so long. */
  readonly retryAfterMs: number | null;
  /** It wants to hear nothing any more. */
  readonly gone: boolean;
  /** After how many failures in a row it is left alone. */
  readonly breaker: number;
}

/** Left alone first for half a minute, then twice as long each time, a quarter of an hour at most. */
const [firstMs, longestMs] = [30_000, 900_000];

/** It did not take a message. */
export const noteFailed = (db: Db, { plan, name }: Named, { at, code, retryAfterMs, gone, breaker }: Failure) =>
  sql`
    insert into outlet as o (plan, name, failures, open_until, disabled_at, failed_at, code)
    values (${plan}, ${name}, 1, ${opens(sql`1`, { at, retryAfterMs, breaker })}, ${gone ? at : null}, ${at}, ${code})
    on conflict (plan, name) do update set failures = o.failures + 1, failed_at = excluded.failed_at, code = excluded.code,
      disabled_at = coalesce(o.disabled_at, excluded.disabled_at),
      open_until = ${opens(sql`o.failures + 1`, { at, retryAfterMs, breaker })}`.execute(db);

/** Null while it is tried on. */
const opens = (
  failures: ReturnType<typeof sql>,
  { at, retryAfterMs, breaker }: Pick<Failure, 'at' | 'retryAfterMs' | 'breaker'>,
) => sql`
  nullif(greatest(${retryAfterMs === null ? 0 : at + retryAfterMs}::bigint,
    case when ${failures} >= ${breaker}::int
      then ${at}::bigint + least(${longestMs}::numeric, ${firstMs}::numeric * 2 ^ least(${failures} - ${breaker}::int, 20))::bigint
      else 0 end), 0)`;

/** Is told again, as if nothing had been; answers whether there was something to mend. */
export async function mend(db: Kysely<Database>, plan: string, name?: string): Promise<boolean> {
  const query = db
    .updateTable('outlet')
    .set({ failures: 0, open_until: null, disabled_at: null })
    .where('plan', '=', plan);
  const done = await query.$if(name !== undefined, (one) => one.where('name', '=', name!)).executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Takes one of the messages that it may have in a minute; answers until when it is to wait where there is none left. */
export async function takeTurn(db: Db, { plan, name }: Named, perMinute: number, now: number): Promise<number | null> {
  const fresh = sql`coalesce(o.minute_at, 0) <= ${now - 60_000}::bigint`;
  const { rows } = await sql<{ used: number; minute_at: number }>`
    insert into outlet as o (plan, name, failures, minute_at, used) values (${plan}, ${name}, 0, ${now}, 1)
    on conflict (plan, name) do update set minute_at = case when ${fresh} then ${now}::bigint else o.minute_at end,
      used = case when ${fresh} then 1 else o.used + 1 end
    returning used, minute_at`.execute(db);
  const { used, minute_at: from } = rows[0]!;
  return used <= perMinute ? null : from + 60_000;
}
