import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Finding the few incidents that many at once have become. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index incident_storm on incident (reference) where dedup_key like 'storm/%' and ended_at is null`.execute(
    db,
  );
}
