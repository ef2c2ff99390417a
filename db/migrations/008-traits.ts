import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** What lists are narrowed to, beside the state that says it: to read it out of thousands of states takes half a second. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const columns = ['assignee', 'category', 'customer', 'level'].map(
    (name) => `add column ${name} text generated always as (state->>'${name}') stored`,
  );
  await sql.raw(`alter table incident ${columns.join(', ')}`).execute(db);
}
