import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** What lists are narrowed to, beside the state that says it: to read it out of thousands of states takes half a second. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const columns = ['assignee', 'category', 'customer', 'level'].map(
    (name) => `add column ${name} text generated always as (state->>'${name}') stored`,
  );
  await sql.raw(`alter table incident ${columns.join(', ')}`).execute(db);
  // By the collation that tickets have, so that either may be looked up from the other.
  await sql`alter table search alter column reference type text collate "default"`.execute(db);
}
