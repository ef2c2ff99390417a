import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Who took over a rotation when, which gaps were told ahead, and the few tickets that people answer each for themselves. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table hand_over (
      plan text not null references plan, rotation text not null, at bigint not null, person text, before text,
      primary key (plan, rotation, at))`.execute(db);
  await sql`
    create table gap_told (
      plan text not null references plan, rotation text not null, from_at bigint not null, until_at bigint not null,
      primary key (plan, rotation, from_at, until_at))`.execute(db);
  await sql`
    create index incident_roll_call on incident (plan, opened_at desc)
      where state ->> 'rollCall' is not null`.execute(db);
}
