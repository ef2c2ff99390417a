import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Who is on call instead of whom a rotation names. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table override (
      id int generated always as identity primary key, plan text not null references plan, rotation text not null,
      person text not null, from_at bigint not null, until_at bigint not null, reason text, made_at bigint not null,
      made_by text not null, caller text not null, key text not null, body_hash text not null, cancelled_at bigint,
      cancelled_by text, unique (caller, key))`.execute(db);
  await sql`create index override_until on override (plan, until_at)`.execute(db);
}
