import { sql } from 'kysely';
import type { Kysely } from 'kysely';

import type { Database } from './schema.ts';

type Db = Kysely<Database>;

const dayMs = 86_400_000;

/** A link for each person of a plan who has this address; the same statements whether there is anybody or not. */
export async function insertLinks(
  tx: Db,
  { address, path, now, expiresAt }: { address: string; path: string; now: number; expiresAt: number },
): Promise<readonly { readonly id: string; readonly plan: string; readonly person: string }[]> {
  await tx
    .deleteFrom('signin_link')
    .where('expires_at', '<', now - dayMs)
    .execute();
  const { rows } = await sql<{ id: string; plan: string; person: string }>`
    insert into signin_link (id, plan, person, path, expires_at)
    select replace(gen_random_uuid()::text, '-', ''), plan, id, ${path}, ${expiresAt}::bigint
    from person where lower(email) = lower(${address})
    returning id, plan, person`.execute(tx);
  return rows;
}

/** A link that can still be used, and by whom; the person is still in the plan. */
export const usableLink = (db: Db, id: string, now: number) =>
  db
    .selectFrom('signin_link as l')
    .innerJoin('person as p', (join) => join.onRef('p.plan', '=', 'l.plan').onRef('p.id', '=', 'l.person'))
    .select(['l.plan', 'l.person', 'l.path', 'l.expires_at', 'p.name'])
    .where('l.id', '=', id)
    .where('l.used_at', 'is', null)
    .where('l.expires_at', '>', now)
    .executeTakeFirst();

/** Uses the link up; false where it was used or has expired. */
export async function spendLink(tx: Db, id: string, now: number): Promise<boolean> {
  const spending = tx.updateTable('signin_link').set({ used_at: now }).where('id', '=', id);
  const { numUpdatedRows } = await spending
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
