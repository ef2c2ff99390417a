import type { Path } from '../finding.ts';
import { isFields, isList } from '../json.ts';
import type { Json } from '../json.ts';

import { align } from './align.ts';
import { meantAs } from './canonical.ts';
import { change, keyOf } from './change.ts';
import type { Change } from './change.ts';
import { called, inside, of, shown } from './words.ts';

type Walk = (before: Json, after: Json, path: Path) => readonly Change[];

/** Keys whose one value is a list of one. */
const listed: ReadonlySet<string> = new Set(['tell', 'domains', 'members', 'may', 'for']);

/** Whether these two are best compared as lists. Two lists of one thing are two things, unless they are usually lists. */
export const areLists = (before: Json, after: Json, path: Path): boolean => {
  const usual = (path[0] === 'roles' && path.length === 2) || listed.has(String(path.at(-1)));
  const [old, young] = [asList(before), asList(after)];
  const single = [old, young].every((list) => list.length === 1 && typeof list[0] !== 'object');
  return single ? usual : isList(before) || isList(after);
};

/** What is different between two lists. `walk` compares two elements that are one. */
export function diffLists(before: Json, after: Json, path: Path, walk: Walk): readonly Change[] {
  const [old, young] = [asList(before), asList(after)];
  return [...old, ...young].some(isFields) || [...old, ...young].some(isList)
    ? diffSteps(old, young, path, walk)
    : diffNames(old, young, path);
}

const asList = (value: Json): readonly Json[] => (isList(value) ? value : [value]);

function diffSteps(old: readonly Json[], young: readonly Json[], path: Path, walk: Walk): readonly Change[] {
  const { moved, changed, removed, added } = align(old, young, keyOf(path));
  const label = (index: number) => inside([...path, index]);
  const whose = path.length > 2 && typeof path.at(-1) === 'string' ? path.slice(0, -1) : path;
  const told = (clause: string) => (path.length < 2 ? clause : `${called(whose)}: ${clause}`);
  return [
    ...removed.map((one) => change([...path, one], 'removed', told(`no ${label(one)} any more (${shown(old[one]!)})`))),
    ...moved.map(([from, to]) => change([...path, to], 'changed', told(`${label(from)} is now ${label(to)}`))),
    ...changed.flatMap(([from, to]) => walk(old[from]!, young[to]!, [...path, to])),
    ...added.map((one) => change([...path, one], 'added', told(`new ${label(one)} (${shown(young[one]!)})`))),
  ];
}

function diffNames(old: readonly Json[], young: readonly Json[], path: Path): readonly Change[] {
  const key = keyOf(path);
  const gone = without(old, young, key).map(shown);
  const come = without(young, old, key).map(shown);
  if (path.at(-1) === 'tell') return [change(path, 'changed', of(path, telling(gone, come)))];
  const clause = exchange(gone, come);
  const sentence = path.length < 3 ? `${called(path)}: ${clause}` : of(path, `${inside(path)} ${clause}`);
  return [change(path, 'changed', sentence)];
}

function exchange(gone: readonly string[], come: readonly string[]): string {
  if (gone.length === 0 && come.length === 0) return 'in another order';
  if (gone.length === 0) return `also ${and(come)}`;
  return come.length === 0 ? `without ${and(gone)}` : `${and(come)} instead of ${and(gone)}`;
}

function telling(gone: readonly string[], come: readonly string[]): string {
  if (gone.length === 0 && come.length === 0) return 'tells the same in another order';
  if (gone.length === 0) return `now also tells ${and(come)}`;
  return come.length === 0 ? `no longer tells ${and(gone)}` : `tells ${and(come)} instead of ${and(gone)}`;
}

const and = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** What stands in one list more often than in another. */
function without(list: readonly Json[], other: readonly Json[], key: string): readonly Json[] {
  const left = Map.groupBy(other, (one) => meantAs(one, key));
  return list.filter((one) => left.get(meantAs(one, key))?.pop() === undefined);
}
