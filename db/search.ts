import { sql } from 'kysely';
import type { Kysely, RawBuilder } from 'kysely';

import type { Database } from './schema.ts';
import { allConfigurations, configurationOf, queryOf, searchable } from './search-words.ts';

/** Makes a new ticket findable by these texts, written in `locale`. */
export async function indexWords(
  tx: Kysely<Database>,
  reference: string,
  locale: string,
  texts: readonly string[],
): Promise<void> {
  const language = configurationOf(locale);
  await sql`insert into search (reference, language, words)
    values (${reference}, ${language}, joined_words('', ${language}, ${searchable(texts)}))`.execute(tx);
}

/** Makes tickets findable by what else was said of them. */
export async function addWords(
  tx: Kysely<Database>,
  said: readonly { readonly reference: string; readonly texts: readonly string[] }[],
): Promise<void> {
  const rows = said.map(({ reference, texts }) => ({ reference, text: searchable(texts) }));
  const more = rows.filter(({ text }) => text !== '');
  if (more.length === 0) return;
  await sql`
    update search set words = joined_words(search.words, search.language, u.text)
    from jsonb_to_recordset(${JSON.stringify(more)}::jsonb) as u (reference text, text text)
    where search.reference = u.reference`.execute(tx);
}

/** Whether a ticket is among those that somebody looks for: by its words, or by how its reference begins. */
export function isFoundBy(asked: string): RawBuilder<boolean> {
  const query = queryOf(asked);
  const byWords =
    query === null
      ? []
      : allConfigurations.map(
          (one) => sql`(language = ${one} and words @@ to_tsquery(${sql.lit(one)}::regconfig, ${query}))`,
        );
  const prefix = asked.trim().toUpperCase();
  const byReference = /^[A-Z][A-Z0-9]{0,9}(-\d{0,12})?$/.test(prefix) ? [sql`reference like ${`${prefix}%`}`] : [];
  const either = [...byWords, ...byReference];
  if (either.length === 0) return sql<boolean>`false`;
  return sql<boolean>`incident.reference in (select reference from search where ${sql.join(either, sql` or `)})`;
}

/** The texts in a value, whatever it is made of. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsIn);
  return typeof value === 'string' ? [value] : typeof value === 'number' ? [value.toString()] : [];
}
