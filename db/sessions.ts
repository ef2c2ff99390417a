import { sql } from 'kysely';
import type { Kysely } from 'kysely';

import type { Whose } from './keys.ts';
import type { Database } from './schema.ts';

type Db = Kysely<Database>;

/** Keeps a session, and forgets those that are over. */
export async function insertSession(db: Db, session: Database['session']): Promise<void> {
  await db.deleteFrom('session').where('expires_at', '<=', session.created_at).execute();
  await db.insertInto('session').values(session).execute();
}

/** Sessions that last, with whose they are: the key is not revoked, and the person still in the plan. */
const lasting = (db: Db, now: number) =>
  db
    .selectFrom('session as s')
    .leftJoin('api_key as k', 'k.id', 's.api_key')
    .leftJoin('person as p', (join) =>
      join.on('p.plan', '=', sql`coalesce(k.plan, s.plan)`).on('p.id', '=', sql`coalesce(k.person, s.person)`),
    )
    .select([
      's.id',
      's.hash',
      's.api_key',
      's.created_at',
      's.expires_at',
      sql<string | null>`coalesce(k.plan, s.plan)`.as('plan'),
      sql<string | null>`coalesce(k.person, s.person)`.as('person'),
    ])
    .where('s.expires_at', '>', now)
    .where('k.revoked_at', 'is', null)
    .where(sql<boolean>`(coalesce(k.person, s.person) is null or p.id is not null)`);

export const findSession = (db: Db, hash: string, now: number) =>
  lasting(db, now).where('s.hash', '=', hash).executeTakeFirst();

/** The oldest first. */
export const listSessions = (db: Db, { plan, person }: Whose, now: number) =>
  lasting(db, now)
    .$if(plan !== undefined, (query) => query.where(sql`coalesce(k.plan, s.plan)`, '=', plan!))
    .$if(person !== undefined, (query) => query.where(sql`coalesce(k.person, s.person)`, '=', person!))
    .orderBy('s.created_at')
    .execute();

export const deleteSession = (db: Db, hash: string) => db.deleteFrom('session').where('hash', '=', hash).execute();

export async function deleteSessions(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await db.deleteFrom('session').where('id', 'in', ids).execute();
}
