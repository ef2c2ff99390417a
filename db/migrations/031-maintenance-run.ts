import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Whoever tells what waits of a run asks what it has announced. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index announcement_run on announcement (run)`.execute(db);
}
