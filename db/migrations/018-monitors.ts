import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** When somebody has asked for a look out of turn, and when monitors are muted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table monitor add column asked_at bigint`.execute(db);
  await sql`create index monitor_asked on monitor (asked_at) where asked_at is not null`.execute(db);
  await sql`
    create table mute (
      id int generated always as identity primary key, plan text not null, monitor text not null,
      from_at bigint not null, until_at bigint not null, reason text, made_by text not null,
      ended_at bigint, ended_by text)`.execute(db);
  await sql`create index mute_of on mute (plan, monitor, until_at)`.execute(db);
}
