import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Plans, people, incidents with their events and notifications, keys and sessions. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table plan (slug text primary key, reference text not null unique, title text not null, version int not null)`,
  `create table plan_version (
    plan text not null references plan, version int not null, hash text not null, compiled json not null,
    sources jsonb not null, applied_at bigint not null, applied_by text not null, primary key (plan, version))`,
  `create table calendar (
    plan text not null, version int not null, name text not null, compiled jsonb not null, until bigint not null,
    primary key (plan, version, name), foreign key (plan, version) references plan_version)`,
  `create table person (
    plan text not null references plan, id text not null, name text not null, email text,
    primary key (plan, id))`,
  `create table incident (
    reference text primary key, plan text not null, plan_version int not null, type text not null,
    severity text not null, tier text, service text, status text not null, escalated boolean not null,
    title text not null, description text, requester jsonb, fields jsonb not null, impact text, channel text,
    caller text not null, key text, body_hash text not null, dedup_key text, state jsonb not null,
    version int not null, seq int not null, chain text not null, opened_at bigint not null, ended_at bigint,
    next_due_at bigint, wake_at bigint, wakes int not null,
    foreign key (plan, plan_version) references plan_version)`,
  `create unique index incident_caller_key on incident (caller, key) where key is not null`,
  `create unique index incident_dedup on incident (plan, dedup_key)
    where dedup_key is not null and status not in ('resolved', 'closed')`,
  `create index incident_due on incident (next_due_at) where next_due_at is not null`,
  `create index incident_wake on incident (wake_at) where wake_at is not null`,
  `create index incident_newest on incident (opened_at desc, reference desc)`,
  `create table event (
    reference text not null references incident, seq int not null, key text not null, kind text not null,
    at bigint not null, due_at bigint, by text, data jsonb not null, text jsonb, salt text, digest text,
    body_hash text, hash text not null, primary key (reference, seq), unique (reference, key))`,
  `create table notification (
    reference text not null references incident, event_key text not null, recipient text not null,
    channel text not null, plan text not null, kind text not null, due_at bigint not null, try_at bigint,
    attempts int not null default 0, lease_until timestamptz, bundle text, message_id text not null, outcome text,
    sent_at bigint, error text, primary key (reference, event_key, recipient, channel))`,
  `create index notification_waiting on notification (try_at) where try_at is not null`,
  `create table api_key (
    id text primary key, hash text not null, plan text references plan, person text, label text not null,
    created_at bigint not null, revoked_at bigint)`,
  `create table session (hash text primary key, api_key text not null references api_key, expires_at bigint not null)`,
  `create table counter (name text primary key, value bigint not null)`,
  `create table setting (name text primary key, value text not null)`,
];
