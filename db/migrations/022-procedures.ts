import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Runs of procedures and what machines do for them. Events are no longer of incidents alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table run (
    reference text primary key, plan text not null, plan_version int not null, procedure text not null,
    incident text references incident, parent text references run, caller text not null, key text, body_hash text not null,
    status text not null, answers jsonb not null, state jsonb not null, version int not null, seq int not null, chain text not null,
    started_at bigint not null, ended_at bigint, next_due_at bigint, wake_at bigint, failed_at bigint,
    foreign key (plan, plan_version) references plan_version)`,
  `create unique index run_caller_key on run (caller, key) where key is not null`,
  `create index run_due on run (next_due_at) where next_due_at is not null`,
  `create index run_wake on run (wake_at) where wake_at is not null`,
  `create index run_newest on run (started_at desc, reference desc)`,
  `create index run_incident on run (incident) where incident is not null`,
  `create index run_procedure on run (plan, procedure, started_at desc)`,
  `create table job (
    reference text not null references run, step text not null, attempt int not null, undo boolean not null,
    begun_at bigint not null, ended_at bigint, lease_until timestamptz, outcome text, output text,
    primary key (reference, step, attempt))`,
  `create index job_running on job (reference) where ended_at is null`,
  `alter table event drop constraint event_reference_fkey`,
  `do $$ declare prefix text; begin
    for prefix in select lower(reference) from plan loop execute format('create sequence if not exists %I', 'run_' || prefix); end loop;
  end $$`,
];
