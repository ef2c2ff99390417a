import { sql } from 'kysely';
import type { Insertable, Kysely } from 'kysely';

import type { Db } from './connect.ts';
import type { Database } from './schema.ts';
import type { PingRow } from './schema/watching.ts';

/** So many of a heartbeat are kept. */
const most = 100;

/** Keeps a ping, and of its heartbeat the last hundred. */
export async function insertPing(tx: Kysely<Database>, ping: Omit<Insertable<PingRow>, 'id'>): Promise<void> {
  await tx.insertInto('ping').values(ping).execute();
  const { plan, name } = ping;
  await sql`
    delete from ping where plan = ${plan} and name = ${name} and id <= (
      select id from ping where plan = ${plan} and name = ${name} order by id desc offset ${most} limit 1)`.execute(tx);
}

/** The last pings of a heartbeat without what they said, the newest first. */
export const pingsOf = (db: Db, plan: string, name: string) =>
  db
    .selectFrom('ping')
    .select(['id', 'at', 'kind', 'exit', 'run', 'ms', 'bytes'])
    .where('plan', '=', plan)
    .where('name', '=', name)
    .orderBy('id', 'desc')
    .execute();

/** What one of them said; undefined where there is no such ping. */
export const pingBody = (db: Db, plan: string, name: string, id: number) =>
  db
    .selectFrom('ping')
    .select('body')
    .where('plan', '=', plan)
    .where('name', '=', name)
    .where('id', '=', id)
    .executeTakeFirst();

/** Forgets what pings before `at` said. */
export const forgetBodies = (db: Db, at: number) =>
  db.updateTable('ping').set({ body: null }).where('at', '<', at).where('body', 'is not', null).execute();
