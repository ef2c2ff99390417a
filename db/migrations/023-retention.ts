import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Why a copy went, and when it was gone from its place: between the two it does not count any more and waits to be deleted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table copy add column gone_why text, add column removed_at bigint`.execute(db);
  await sql`create index copy_leaving on copy (plan, "of") where gone_why is not null and removed_at is null`.execute(
    db,
  );
}
