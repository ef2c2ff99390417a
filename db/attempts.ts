import type { Kysely } from 'kysely';

import type { Database } from './schema.ts';

/** Counts one more attempt in the window that ends at `untilAt`, and says how many it has; windows that are over are forgotten. */
export async function countAttempt(db: Kysely<Database>, what: string, untilAt: number, now: number): Promise<number> {
  const { count } = await db
    .insertInto('attempt')
    .values({ what, until_at: untilAt, count: 1 })
    .onConflict((row) =>
      row.columns(['what', 'until_at']).doUpdateSet((was) => ({ count: was('attempt.count', '+', 1) })),
    )
    .returning('count')
    .executeTakeFirstOrThrow();
  if (count === 1) await db.deleteFrom('attempt').where('until_at', '<=', now).execute();
  return count;
}
