import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Channels beside mail: how they stand, what goes another way than it was meant to, and every attempt. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table person add column phone text`.execute(db);
  await sql`alter table notification add column by text`.execute(db);
  await sql`
    create table outlet (
      plan text not null, name text not null, failures int not null, open_until bigint, disabled_at bigint,
      sent_at bigint, failed_at bigint, code text, minute_at bigint, used int not null default 0, primary key (plan, name))`.execute(
    db,
  );
  await sql`
    create table sending (
      id bigint generated always as identity primary key, plan text not null, reference text not null, event_key text not null,
      recipient text not null, channel text not null, by text not null, at bigint not null, ms int not null,
      outcome text not null, code text, late_ms bigint)`.execute(db);
  await sql`create index sending_reference on sending (reference)`.execute(db);
  await sql`create index sending_at on sending (at)`.execute(db);
}
