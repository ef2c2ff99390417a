import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** What was cancelled is not open: its deduplication key is free again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop index incident_dedup`.execute(db);
  await sql`
    create unique index incident_dedup on incident (plan, dedup_key)
      where dedup_key is not null and status not in ('resolved', 'closed', 'cancelled')`.execute(db);
}
