import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Which weaknesses were reported from where, and which ticket each is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table vulnerability (
      plan text not null, source text not null, key text not null, ecosystem text not null, name text not null,
      names text[] not null, reference text not null, first_at bigint not null, last_at bigint not null, gone_at bigint,
      primary key (plan, source, key))`.execute(db);
  await sql`create index vulnerability_of on vulnerability (plan, ecosystem, name)`.execute(db);
}
