import { sql } from 'kysely';
import type { Kysely, QueryCreator, RawBuilder } from 'kysely';

import type { Database } from './schema.ts';
import { allConfigurations, configurationOf, queryOf, searchable } from './search-words.ts';

/** What a ticket is found by: texts written in `locale`. */
export interface Findable {
  readonly locale: string;
  readonly texts: readonly string[];
}

/** Makes new tickets findable. The statement is still to be executed: it can be part of another. */
export function indexing(tx: QueryCreator<Database>, all: readonly (Findable & { readonly reference: string })[]) {
  const rows = all.map(({ reference, locale, texts }) => {
    const language = configurationOf(locale);
    return { reference, language, words: sql<string>`joined_words('', ${language}, ${searchable(texts)})` };
  });
  return tx.insertInto('search').values(rows);
}

/** What else was said of a ticket. */
interface Said {
  readonly reference: string;
  readonly texts: readonly string[];
}

/** Makes tickets findable by what else was said of them. */
export const addWords = async (db: Kysely<Database>, said: readonly Said[]) =>
  void (await addingWords(said)?.execute(db));

/** The statement that does so, to be part of another; null where nothing was said. */
export function addingWords(said: readonly Said[]): RawBuilder<unknown> | null {
  const rows = said.map(({ reference, texts }) => ({ reference, text: searchable(texts) }));
  const more = rows.filter(({ text }) => text !== '');
  if (more.length === 0) return null;
  return sql`
    update search set words = joined_words(search.words, search.language, u.text)
    from jsonb_to_recordset(${JSON.stringify(more)}::jsonb) as u (reference text, text text)
    where search.reference = u.reference`;
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
