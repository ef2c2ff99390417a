import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** When an incident could last not be decided, and the ends of what was answered to requests. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table incident add column failed_at bigint`.execute(db);
  await sql`create index incident_failed on incident (failed_at) where failed_at is not null`.execute(db);
  await sql`create index request_at on request (at)`.execute(db);
}
