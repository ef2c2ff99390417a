import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** The keys that Guardia made for what sends to it, and finding alerts by when they came and how they stand. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table door_key (
      id text primary key, plan text not null, name text not null, hash text not null unique, made_at bigint not null,
      revoked_at bigint)`.execute(db);
  await sql`create index door_key_name on door_key (plan, name)`.execute(db);
  await sql`create index alert_first on alert (plan, first_at)`.execute(db);
  await sql`create index alert_last on alert (plan, source, last_at) where status = 'firing'`.execute(db);
}
