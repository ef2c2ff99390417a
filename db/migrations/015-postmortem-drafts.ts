import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Post-mortems that somebody has begun to write. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table postmortem_draft (
      reference text primary key references incident, version int not null, words jsonb not null,
      saved_at bigint not null, saved_by text not null)`.execute(db);
}
