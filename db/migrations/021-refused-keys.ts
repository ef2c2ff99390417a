import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** How often, in each hour, somebody tried to come in with a key or a link that opens nothing. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table refused_key (hour_at bigint primary key, count int not null)`.execute(db);
}
