import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Files that show that a step of a run was done. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table evidence (
      id bigint generated always as identity primary key, run text not null references run on delete cascade, event_key text not null,
      step text not null, name text not null, type text not null, size int not null, digest text not null, content bytea not null,
      at bigint not null)`.execute(db);
  await sql`alter table evidence alter column content set storage external`.execute(db);
  await sql`create index evidence_run on evidence (run, event_key)`.execute(db);
}
