import { sql } from 'kysely';
import type { Kysely } from 'kysely';

import type { Database } from './schema.ts';

/** Keeps an answer; throws a unique violation where the caller's key is there already. */
export const insertRequest = (
  tx: Kysely<Database>,
  { answer, ...request }: { caller: string; key: string; body_hash: string; answer: object; at: number },
) =>
  tx
    .insertInto('request')
    .values({ ...request, answer: JSON.stringify(answer) })
    .execute();

/** Forgets up to `limit` answers given before `at`; answers how many. */
export async function deleteRequests(db: Kysely<Database>, at: number, limit: number): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from request where ctid in (select ctid from request where at < ${at}::bigint order by at limit ${limit})`.execute(
    db,
  );
  return Number(numAffectedRows);
}

export const requestByKey = (db: Kysely<Database>, caller: string, key: string) =>
  db
    .selectFrom('request')
    .select(['body_hash', 'answer'])
    .where('caller', '=', caller)
    .where('key', '=', key)
    .executeTakeFirst();
