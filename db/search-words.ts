/** A text search configuration of Postgres for each language that plans are written in; others are searched as they stand. */
const configurations: Readonly<Record<string, string>> = {
  en: 'english',
  es: 'spanish',
  pt: 'portuguese',
  ro: 'romanian',
};

/** By which configuration what is written in a locale such as `pt-BR` is searched. */
export const configurationOf = (locale: string): string =>
  configurations[locale.split('-')[0]!.toLowerCase()] ?? 'simple';

export const allConfigurations: readonly string[] = [...Object.values(configurations), 'simple'];

/** Letters that are one with an accent to people and none to Unicode. */
const letters: Readonly<Record<string, string>> = { ß: 'ss', ł: 'l', ø: 'o', đ: 'd', ı: 'i', æ: 'ae', œ: 'oe' };

/** The words of a text: small, without accents, and without what stands between them. */
export const wordsIn = (text: string): readonly string[] =>
  text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036F]/g, '')
    .toLowerCase()
    .replaceAll(/[ßłøđıæœ]/g, (letter) => letters[letter]!)
    .match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];

/** Of more than so much of one text the rest is not searched: Postgres keeps at most 1 MB for one row. */
const mostCharacters = 100_000;

/** What of some texts is searched. */
export const searchable = (texts: readonly string[]): string =>
  wordsIn(texts.join(' ').slice(0, mostCharacters)).join(' ');

/**
 * A query for Postgres’s `to_tsquery`: every word, or what begins with it, must be there; `"a phrase"` as it stands, `-word`
 * not, `or` between two means either. Null where there is nothing to look for. Whatever is asked, the query is well formed.
 */
export function queryOf(asked: string): string | null {
  const parts = [...asked.matchAll(/(-?)(?:"([^"]*)"?|([^\s"]+))/g)].map(([, not, phrase, word]) =>
    word !== undefined && /^or$/i.test(word) && not === '' ? '|' : term(not === '-', phrase, word),
  );
  return joined(parts.filter((part) => part !== ''));
}

const leastToBegin = 3;

function term(not: boolean, phrase: string | undefined, word: string | undefined): string {
  const words = wordsIn(phrase ?? word ?? '');
  if (words.length === 0) return '';
  const begins = phrase === undefined && words.at(-1)!.length >= leastToBegin && !not;
  const quoted = words.map((one) => `'${one}'`).join(' <-> ');
  return `${not ? '!' : ''}(${quoted}${begins ? ':*' : ''})`;
}

/** `|` binds less than what stands beside each other; one without both sides means nothing. */
function joined(parts: readonly string[]): string | null {
  let query = '';
  let either = false;
  for (const part of parts) {
    if (part === '|') either = true;
    else {
      query = query === '' ? part : `${query} ${either ? '|' : '&'} ${part}`;
      either = false;
    }
  }
  return query === '' ? null : query;
}
