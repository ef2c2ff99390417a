import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Calendars once began with their own version of the plan; they are compiled again when they are needed, from its first one on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`delete from calendar`.execute(db);
}
