import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** What is heard from other systems and monitors, and what stands behind incidents because of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table received (
      id bigint generated always as identity primary key, plan text not null, source text not null, form text not null,
      body jsonb not null, at bigint not null, heard_at bigint, outcome jsonb, tries int not null default 0, error text)`.execute(
    db,
  );
  await sql`create index received_waiting on received (id) where heard_at is null`.execute(db);
  await sql`create index received_at on received (plan, at)`.execute(db);
  await sql`
    create table alert (
      reference text not null references incident, key text not null, plan text not null, source text not null,
      status text not null, title text not null, count int not null, first_at bigint not null, last_at bigint not null,
      resolved_at bigint, details jsonb not null, primary key (reference, key))`.execute(db);
  await sql`create unique index alert_firing on alert (plan, key) where status = 'firing'`.execute(db);
  await sql`
    create table monitor (
      plan text not null, name text not null, status text not null, since_at bigint not null, state jsonb not null,
      next_due_at bigint, primary key (plan, name))`.execute(db);
  await sql`create index monitor_due on monitor (next_due_at) where next_due_at is not null`.execute(db);
  await sql`
    create table result (
      plan text not null, monitor text not null, at bigint not null, ok boolean not null, ms int, value double precision,
      words text, primary key (plan, monitor, at))`.execute(db);
}
