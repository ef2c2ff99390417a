import type { Path } from '../finding.ts';
import { isFields, isList, mapFields } from '../json.ts';
import type { Fields, Json } from '../json.ts';

/** Places whose short form is the value of one key; `*` is any name. */
const shorts: readonly (readonly [pattern: readonly string[], key: string])[] = [
  [['roles', '*'], 'members'],
  [['escalation', '*'], 'steps'],
  [['severities', '*', 'postmortem'], 'within'],
  [['runbooks', '*'], 'file'],
  [['articles', '*'], 'file'],
  [['documents', '*'], 'file'],
  [['objectives', '*'], 'target'],
  [['flags', '*'], 'title'],
  [['backups', '*', 'keep'], 'daily'],
  [['backups', '*', 'restore test'], 'every'],
  [['releases', 'cadence', '*'], 'every'],
  [['releases', 'rollback', 'levels', '*'], 'description'],
  [['continuity', 'manual processes', '*'], 'description'],
  [['privacy', 'laws', '*'], 'description'],
  [['emergency', 'contacts', '*'], 'who'],
];
const deepest = 4;

/** Chapters that may be a list of names, each then with nothing said of it. */
const listed = ['types', 'categories', 'impacts'];

/** The key whose value alone would do at this place. */
const shortKey = (path: Path): string | undefined =>
  shorts.find(
    ([pattern]) =>
      pattern.length === path.length && pattern.every((part, index) => part === '*' || part === path[index]),
  )?.[1];

/** A plan in which everything that has a short form is in it where that says it all, and names are keys. */
export const inShort = (written: Fields): Fields =>
  mapFields(written, (chapter, name) => {
    const names = listed.includes(name) && isList(chapter) && chapter.every((one) => typeof one === 'string');
    return names ? Object.fromEntries(chapter.map((one) => [one, {}])) : shortened(chapter, [name]);
  });

function shortened(value: Json, path: Path): Json {
  if (path.length > deepest) return value;
  if (isList(value)) return value.map((one, index) => shortened(one, [...path, index]));
  if (!isFields(value)) return value;
  const fields = mapFields(value, (one, name) => shortened(one, [...path, name]));
  const key = shortKey(path);
  const alone = key !== undefined && Object.hasOwn(fields, key) && Object.keys(fields).length === 1;
  return alone ? fields[key]! : fields;
}

/** Two values in the same form, the long one where they are not. */
export function alike(before: Json, after: Json, path: Path): readonly [Json, Json] {
  const key = shortKey(path);
  if (key === undefined || isFields(before) === isFields(after)) return [before, after];
  return isFields(before) ? [before, { [key]: after }] : [{ [key]: before }, after];
}
