import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** What heartbeats heard, for how long of each hour a service was down, and when it was announced to be away. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table ping (
      id bigint generated always as identity primary key, plan text not null, name text not null, at bigint not null,
      kind text not null, exit int, run uuid, ms bigint, bytes int not null, body text)`.execute(db);
  await sql`create index ping_of on ping (plan, name, id)`.execute(db);
  await sql`create index ping_body on ping (at) where body is not null`.execute(db);
  await sql`
    create table uptime_hour (
      plan text not null, service text not null, hour_at bigint not null, known_ms int not null, down_ms int not null,
      planned_ms int not null, planned_down_ms int not null, primary key (plan, service, hour_at))`.execute(db);
  await sql`
    create table maintenance_span (
      id bigint generated always as identity primary key, plan text not null, service text, from_at bigint not null,
      until_at bigint not null)`.execute(db);
  await sql`create index maintenance_span_of on maintenance_span (plan, until_at)`.execute(db);
  await sql`create index result_at on result (at)`.execute(db);
}
