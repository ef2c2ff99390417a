import type { Kysely } from 'kysely';

import type { Database } from './schema.ts';

export async function insertDoorKeys(db: Kysely<Database>, keys: readonly Database['door_key'][]): Promise<void> {
  if (keys.length > 0) await db.insertInto('door_key').values(keys).execute();
}

/** The keys that open something at `now`, of one plan or of all. */
export const openingKeys = (db: Kysely<Database>, now: number, plan?: string) =>
  db
    .selectFrom('door_key')
    .selectAll()
    .where((row) => row.or([row('revoked_at', 'is', null), row('revoked_at', '>', now)]))
    .$if(plan !== undefined, (query) => query.where('plan', '=', plan!))
    .orderBy('made_at')
    .orderBy('id')
    .execute();

/** Those of one door that still open it end at `at`, unless they end sooner. */
export const endKeysOf = (db: Kysely<Database>, plan: string, name: string, at: number) =>
  db
    .updateTable('door_key')
    .set((row) => ({ revoked_at: row.fn<number>('least', ['revoked_at', row.val(at)]) }))
    .where('plan', '=', plan)
    .where('name', '=', name)
    .execute();

/** Whether there is such a key of this plan, of any where none is said; it opens nothing from `at` on. */
export async function revokeDoorKey(
  db: Kysely<Database>,
  id: string,
  plan: string | undefined,
  at: number,
): Promise<boolean> {
  const revoking = db
    .updateTable('door_key')
    .set((row) => ({ revoked_at: row.fn<number>('least', ['revoked_at', row.val(at)]) }))
    .where('id', '=', id)
    .$if(plan !== undefined, (query) => query.where('plan', '=', plan!));
  return (await revoking.executeTakeFirst()).numUpdatedRows > 0n;
}
