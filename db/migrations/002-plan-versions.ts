import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** With each version of a plan: the plan as written, the texts beside it, and what it changed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // json, not jsonb: the order of keys says which severity is the stricter.
  await sql`
    alter table plan_version
      add column written json not null default '{}',
      add column files jsonb not null default '{}',
      add column changes json not null default '[]'`.execute(db);
}
