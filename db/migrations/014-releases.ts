import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Few of many incidents wait for a release: a list of those is not to read all. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index incident_release on incident (plan) where (state->>'awaitsRelease') = 'true'`.execute(db);
}
