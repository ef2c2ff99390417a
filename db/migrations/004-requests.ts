import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** What was answered to requests that may be sent again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // json, not jsonb: it is answered as it was.
  await sql`
    create table request (
      caller text not null, key text not null, body_hash text not null, answer json not null, at bigint not null,
      primary key (caller, key))`.execute(db);
}
