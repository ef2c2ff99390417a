import type { Kysely } from 'kysely';

import type { Db } from './connect.ts';
import type { Database } from './schema.ts';

export const insertKey = (db: Kysely<Database>, key: Database['api_key']) =>
  db.insertInto('api_key').values(key).execute();

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

/** Whose keys or sessions are meant: those of one person of a plan, of everybody of it, or of all. */
export interface Whose {
  readonly plan?: string;
  readonly person?: string;
}

export const listKeys = (db: Db, { plan, person }: Whose) =>
  db
    .selectFrom('api_key')
    .select(['id', 'plan', 'person', 'label', 'created_at', 'revoked_at'])
    .$if(plan !== undefined, (query) => query.where('plan', '=', plan!))
    .$if(person !== undefined, (query) => query.where('person', '=', person!))
    .orderBy('created_at')
    .execute();

/** Whether these have such a key; one that was revoked before keeps its instant. */
export async function revokeKey(db: Db, id: string, { plan, person }: Whose, at: number): Promise<boolean> {
  const revoking = db
    .updateTable('api_key')
    .set((row) => ({ revoked_at: row.fn.coalesce('revoked_at', row.val(at)) }))
    .where('id', '=', id)
    .$if(plan !== undefined, (query) => query.where('plan', '=', plan!))
    .$if(person !== undefined, (query) => query.where('person', '=', person!));
  return (await revoking.executeTakeFirst()).numUpdatedRows > 0n;
}
