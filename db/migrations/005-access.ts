import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Sessions by mailed link, attempts that are counted, and customers' single addresses. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table session
    add column id text not null default left(replace(gen_random_uuid()::text, '-', ''), 12),
    add column plan text references plan, add column person text, add column created_at bigint,
    alter column api_key drop not null, add check ((api_key is null) = (person is not null and plan is not null))`,
  `update session set created_at = expires_at - 43200000`,
  `alter table session alter column created_at set not null`,
  `create unique index session_id on session (id)`,
  `create table signin_link (
    id text primary key, plan text not null references plan, person text not null, path text not null,
    expires_at bigint not null, used_at bigint)`,
  `create table attempt (
    what text not null, until_at bigint not null, count int not null, primary key (what, until_at))`,
  `create table customer_address (
    plan text not null references plan, address text not null, customer text not null, primary key (plan, address))`,
];
