import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Who is told besides the people of a plan, and notifications about other things than incidents. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Deferred: what comes with an opening is kept before the incident itself.
  `create table participant (
    id int generated always as identity primary key,
    reference text not null references incident deferrable initially deferred,
    role text not null check (role in ('watcher', 'affected')), person text, name text, email text, added_at bigint not null,
    check (coalesce(person, email, name) is not null))`,
  `create unique index participant_once on participant (reference, role, coalesce(person, lower(email), name))`,
  `create table subscriber (
    id int generated always as identity primary key, plan text not null references plan, email text not null, name text,
    added_at bigint not null)`,
  `create unique index subscriber_once on subscriber (plan, lower(email))`,
  `alter table notification drop constraint notification_reference_fkey`,
];
