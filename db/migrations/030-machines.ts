import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** How the machines stand on which workers run, as these have said it last. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table machine (
      name text not null, host text not null, seen timestamptz not null, skew_ms bigint not null, report jsonb not null,
      primary key (name, host))`.execute(db);
}
