import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** What schedules have begun and left out, and until when they are paused. What reviews have begun so far is taken over. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table schedule_pause (
      id bigint generated always as identity primary key, plan text not null, name text not null, from_at bigint not null,
      until_at bigint not null, reason text not null, made_by text not null, ended_at bigint, ended_by text)`.execute(
    db,
  );
  await sql`create index schedule_pause_of on schedule_pause (plan, until_at)`.execute(db);
  await sql`
    create table occurrence (
      plan text not null, name text not null, nominal_at bigint not null, outcome text not null, begun_at bigint,
      what text, why text, asked_by text, pause bigint references schedule_pause, incident text,
      primary key (plan, name, nominal_at))`.execute(db);
  await sql`create index occurrence_overdue on occurrence (plan) where incident is not null`.execute(db);
  await sql`
    insert into occurrence (plan, name, nominal_at, outcome, begun_at, what)
    select plan, found[1], extract(epoch from found[2]::timestamptz) * 1000, 'begun', opened_at, reference
    from incident, regexp_match(key, '^schedule:(.+):(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)$') as found
    where caller = 'schedule:' || plan and found is not null`.execute(db);
}
