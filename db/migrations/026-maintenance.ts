import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** What was announced of maintenance, and which run is behind it while it goes on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table announcement (
    id bigint generated always as identity primary key, plan text not null, run text not null references run, kind text not null,
    services jsonb not null, from_at bigint not null, until_at bigint not null, at bigint not null, why text,
    withdrawn_at bigint, ended_at bigint, seq int not null, chain text not null)`,
  `create unique index announcement_standing on announcement (run) where withdrawn_at is null`,
  `create index announcement_plan on announcement (plan, from_at)`,
  `alter table maintenance_span add column run text references run`,
  // Only what was announced is no downtime.
  `alter table maintenance_span add column announced boolean not null default true`,
  `create index maintenance_span_run on maintenance_span (run) where run is not null`,
];
