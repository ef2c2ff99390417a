import { sql } from 'kysely';
import type { Kysely } from 'kysely';

import type { Database } from './schema.ts';

/** A Postgres sequence of its own for each prefix: openings do not wait for each other, and references may have gaps. */
const sequence = (prefix: string) => sql.id(`reference_${prefix.toLowerCase()}`);

export async function createNumbers(db: Kysely<Database>, prefix: string): Promise<void> {
  await sql`create sequence if not exists ${sequence(prefix)}`.execute(db);
  await sql`create sequence if not exists ${sql.id(`run_${prefix.toLowerCase()}`)}`.execute(db);
}

/** The version of a plan in force and the next reference under it; undefined where there is no such plan. One statement: openings are many. */
export async function nextOpening(db: Kysely<Database>, slug: string) {
  const reference = sql<string>`reference || '-' || nextval(('reference_' || lower(reference))::regclass)`;
  const query = db.selectFrom('plan').select(['version', reference.as('reference')]);
  return query.where('slug', '=', slug).executeTakeFirst();
}

/** The next reference: TRA-1, TRA-2 … */
export async function nextReference(db: Kysely<Database>, prefix: string): Promise<string> {
  const name = `reference_${prefix.toLowerCase()}`;
  const { rows } = await sql<{ number: number }>`select nextval(${name}::regclass) as number`.execute(db);
  return `${prefix}-${rows[0]!.number}`;
}

/** So many next references, in their order. */
export async function nextReferences(db: Kysely<Database>, prefix: string, count: number): Promise<string[]> {
  const name = `reference_${prefix.toLowerCase()}`;
  const { rows } = await sql<{ number: number }>`
    select nextval(${name}::regclass) as number from generate_series(1, ${count}::int)`.execute(db);
  return rows.map(({ number }) => `${prefix}-${number}`);
}

/** Whether this could be a reference: other texts, such as with NUL, Postgres would not even compare. */
export const isReference = (text: string): boolean => /^[A-Z][A-Z0-9]{1,9}-\d{1,12}$/.test(text);
