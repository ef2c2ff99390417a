import type { Db } from './connect.ts';
import type { Database } from './schema.ts';

export const insertKey = (db: Db, key: Database['api_key']) => db.insertInto('api_key').values(key).execute();

/** A key that is not revoked and whose person is still in the plan. */
export const findKey = (db: Db, id: string) =>
  db
    .selectFrom('api_key')
    .leftJoin('person', (join) =>
      join.onRef('person.plan', '=', 'api_key.plan').onRef('person.id', '=', 'api_key.person'),
    )
    .select(['api_key.id', 'api_key.hash', 'api_key.plan', 'api_key.person'])
    .where('api_key.id', '=', id)
    .where('revoked_at', 'is', null)
    .where((row) => row.or([row('api_key.person', 'is', null), row('person.id', 'is not', null)]))
    .executeTakeFirst();

export const listKeys = (db: Db) =>
  db
    .selectFrom('api_key')
    .select(['id', 'plan', 'person', 'label', 'created_at', 'revoked_at'])
    .orderBy('created_at')
    .execute();

/** Whether there is such a key; one that was revoked before keeps its instant. */
export async function revokeKey(db: Db, id: string, at: number): Promise<boolean> {
  const revoking = db
    .updateTable('api_key')
    .set((row) => ({ revoked_at: row.fn.coalesce('revoked_at', row.val(at)) }))
    .where('id', '=', id);
  return (await revoking.executeTakeFirst()).numUpdatedRows > 0n;
}

export const insertSession = (db: Db, session: Database['session']) =>
  db.insertInto('session').values(session).execute();

/** The id of the key that the session was opened with, while it lasts. */
export const findSession = (db: Db, hash: string, now: number) =>
  db.selectFrom('session').select('api_key').where('hash', '=', hash).where('expires_at', '>', now).executeTakeFirst();

export const deleteSession = (db: Db, hash: string) => db.deleteFrom('session').where('hash', '=', hash).execute();
