import { sql } from 'kysely';
import type { Kysely } from 'kysely';

import type { Database } from './schema.ts';

/** A Postgres sequence of its own for each prefix: openings do not wait for each other, and references may have gaps. */
const sequence = (prefix: string) => sql.id(`reference_${prefix.toLowerCase()}`);

export const createNumbers = (db: Kysely<Database>, prefix: string) =>
  sql`create sequence if not exists ${sequence(prefix)}`.execute(db);

/** The next reference: TRA-1, TRA-2 … */
export async function nextReference(db: Kysely<Database>, prefix: string): Promise<string> {
  const name = `reference_${prefix.toLowerCase()}`;
  const { rows } = await sql<{ number: number }>`select nextval(${name}::regclass) as number`.execute(db);
  return `${prefix}-${rows[0]!.number}`;
}

/** Whether this could be a reference: other texts, such as with NUL, Postgres would not even compare. */
export const isReference = (text: string): boolean => /^[A-Z][A-Z0-9]{1,9}-\d{1,12}$/.test(text);
