import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Backup copies, and the attempts to restore them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table copy (
      id bigint generated always as identity primary key, plan text not null, backup text not null, "of" text not null,
      run text, driver text not null, mode text not null, place text not null, base bigint references copy,
      same_as bigint references copy, location text, status text not null, began_at bigint not null, made_at bigint,
      reaches_at bigint, position text, ms bigint, bytes bigint, sha256 text, tool text, verdict text, failed_why text,
      verified_at bigint, proven_at bigint, deleted_at bigint, lease_until timestamptz,
      check (status <> 'good' or (made_at is not null and reaches_at is not null)))`.execute(db);
  await sql`create index copy_of on copy (plan, backup, began_at desc)`.execute(db);
  await sql`create index copy_base on copy (base) where base is not null`.execute(db);
  await sql`create unique index copy_making on copy (plan, backup, place) where status = 'making'`.execute(db);
  await sql`
    create unique index copy_location on copy (plan, backup, place, location)
      where status in ('good', 'damaged') and deleted_at is null and location is not null`.execute(db);
  await sql`
    create table restore_test (
      id bigint generated always as identity primary key, plan text not null, backup text not null,
      copy bigint references copy, run text, status text not null, began_at bigint not null, ended_at bigint, ms bigint,
      within_ms bigint, rto_ms bigint, age_ms bigint, failed_why text, evidence jsonb not null default '{}',
      lease_until timestamptz)`.execute(db);
  await sql`create index restore_test_of on restore_test (plan, backup, began_at desc)`.execute(db);
}
