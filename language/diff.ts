import type { Texts } from './beside.ts';
import { canonical, inFull, isOrdered, meantAs } from './diff/canonical.ts';
import { change, keyOf } from './diff/change.ts';
import type { Change } from './diff/change.ts';
import { alike } from './diff/forms.ts';
import { areLists, diffLists } from './diff/lists.ts';
import { called, inside, of, shown, singular, turned } from './diff/words.ts';
import type { Path } from './finding.ts';
import { isFields } from './json.ts';
import type { Fields, Json } from './json.ts';

export { canonical };
export type { Change };

/**
 * What is different between two plans as written, by meaning: nothing where they say the same in other words, in another
 * order of keys, or with what would hold anyway.
 */
export const diffPlans = (before: Json, after: Json): readonly Change[] =>
  diffFields(inFull(before), inFull(after), []);

/** Which texts beside a plan have come, gone or changed; compared as they are, so digests do as well. */
export function diffTexts(before: Texts, after: Texts): readonly Change[] {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  return paths.flatMap((path) => {
    if (!Object.hasOwn(before, path)) return [change([path], 'added', `new text ${path}`)];
    if (!Object.hasOwn(after, path)) return [change([path], 'removed', `no text ${path} any more`)];
    return before[path] === after[path] ? [] : [change([path], 'changed', `the text ${path} is another`)];
  });
}

function walk(before: Json, after: Json, path: Path): readonly Change[] {
  if (meantAs(before, keyOf(path)) === meantAs(after, keyOf(path))) return [];
  const [old, young] = alike(before, after, path);
  if (isFields(old) && isFields(young)) return diffFields(old, young, path);
  if (areLists(old, young, path)) return diffLists(old, young, path, walk);
  return [change(path, 'changed', turned(path, old, young))];
}

function diffFields(before: Fields, after: Fields, path: Path): readonly Change[] {
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  const come = Object.keys(after).filter((key) => !Object.hasOwn(before, key));
  const renamed = path.length === 1 ? renames(before, after, gone, come) : new Map<string, string>();
  const reached = new Set(renamed.values());
  return [
    ...Object.keys(before).flatMap((key) =>
      Object.hasOwn(after, key) ? walk(before[key]!, after[key]!, [...path, key]) : [],
    ),
    ...[...renamed].map(([from, to]) =>
      change([...path, to], 'changed', `${called([...path, from])} is now called ${to}`),
    ),
    ...gone.filter((key) => !renamed.has(key)).flatMap((key) => left([...path, key], before[key]!)),
    ...come.filter((key) => !reached.has(key)).flatMap((key) => arrived([...path, key], after[key]!)),
    ...(isOrdered(path) ? reordered(before, after, renamed, path) : []),
  ];
}

/** Entries that went under one name and came under another. Those with nothing in them are told apart by their names alone. */
function renames(before: Fields, after: Fields, gone: readonly string[], come: readonly string[]) {
  const waiting = Map.groupBy(
    come.filter((key) => meantAs(after[key]) !== '{}'),
    (key) => meantAs(after[key]),
  );
  const found = gone.flatMap((key): [string, string][] => {
    const other = waiting.get(meantAs(before[key]))?.shift();
    return other === undefined ? [] : [[key, other]];
  });
  return new Map(found);
}

function left(path: Path, value: Json): readonly Change[] {
  const parts = path.length === 1 && isFields(value) ? Object.keys(value) : [];
  if (parts.length > 0) return parts.flatMap((key) => left([...path, key], (value as Fields)[key]!));
  if (path.length < 3) return [change(path, 'removed', `no ${asEntry(path)} any more`)];
  return [change(path, 'removed', of(path, `no ${inside(path)} any more`))];
}

function arrived(path: Path, value: Json): readonly Change[] {
  const parts = path.length === 1 && isFields(value) ? Object.keys(value) : [];
  if (parts.length > 0) return parts.flatMap((key) => arrived([...path, key], (value as Fields)[key]!));
  const simple = typeof value !== 'object';
  if (path.length < 3) return [change(path, 'added', `new ${asEntry(path)}${simple ? `: ${shown(value)}` : ''}`)];
  return [change(path, 'added', of(path, `now with ${inside(path)} ${shown(value)}`.trimEnd()))];
}

const asEntry = (path: Path): string => (path.length === 2 ? `${singular(String(path[0]))} ${path[1]}` : called(path));

function reordered(before: Fields, after: Fields, renamed: ReadonlyMap<string, string>, path: Path): readonly Change[] {
  const young = orderOf(after);
  const old = orderOf(before)
    .map((key) => renamed.get(key) ?? key)
    .filter((key) => young.includes(key));
  const now = young.filter((key) => old.includes(key));
  if (old.every((key, index) => key === now[index])) return [];
  return [change(path, 'changed', `${called(path)}: now in the order ${shown(now)}`)];
}

const orderOf = (value: Json): readonly string[] => (isFields(value) ? Object.keys(value) : []);
