import { at } from '../json.ts';
import type { Json } from '../json.ts';

import { meantAs } from './canonical.ts';

/** Which element of one list is which of another. All are indexes. */
export interface Alignment {
  /** The same in another order. */
  readonly moved: readonly (readonly [number, number])[];
  /** Different, yet meant to be one. */
  readonly changed: readonly (readonly [number, number])[];
  readonly removed: readonly number[];
  readonly added: readonly number[];
}

type Pair = readonly [number, number];

/** Lays two lists side by side: by what is the same, then by what it is headed by, then by place. */
export function align(before: readonly Json[], after: readonly Json[], key: string): Alignment {
  const word = (one: Json): string => meantAs(one, key);
  const same = paired(before.map(word), after.map(word), allOf(before), allOf(after));
  const heads = paired(before.map(heading), after.map(heading), left(before, same, 0), left(after, same, 1));
  const known = [...same, ...heads];
  const [gone, come] = [left(before, known, 0), left(after, known, 1)];
  const placed = gone.length === come.length ? gone.map((from, index): Pair => [from, come[index]!]) : [];
  const lasting = [...known, ...placed].toSorted(([a], [b]) => a - b);
  const steady = rising(lasting);
  return {
    moved: lasting.filter((pair) => !steady.has(pair)),
    changed: [...heads, ...placed].toSorted(([, a], [, b]) => a - b),
    removed: placed.length > 0 ? [] : gone,
    added: placed.length > 0 ? [] : come,
  };
}

/** What tells elements of a list apart. */
function heading(one: Json): string {
  const key = ['at', 'when', 'name', 'title', 'id'].find((name) => at(one, name) !== undefined);
  return key === undefined ? '' : meantAs(at(one, key));
}

/** Equal words, the first with the first. Elements without a word stay alone. */
function paired(
  before: readonly string[],
  after: readonly string[],
  from: readonly number[],
  to: readonly number[],
): readonly Pair[] {
  const waiting = Map.groupBy(to, (index) => after[index]!);
  return from.flatMap((index): Pair[] => {
    const other = before[index] === '' ? undefined : waiting.get(before[index]!)?.shift();
    return other === undefined ? [] : [[index, other]];
  });
}

const allOf = (list: readonly Json[]): readonly number[] => [...list.keys()];

function left(list: readonly Json[], pairs: readonly Pair[], side: 0 | 1): readonly number[] {
  const taken = new Set(pairs.map((pair) => pair[side]));
  return allOf(list).filter((index) => !taken.has(index));
}

/** As many pairs as possible that are in the same order on both sides. */
function rising(pairs: readonly Pair[]): ReadonlySet<Pair> {
  const ends: { readonly pair: Pair; readonly before: number }[] = [];
  const tails: number[] = [];
  for (const pair of pairs) {
    const place = tails.findIndex((end) => ends[end]!.pair[1] >= pair[1]);
    const length = place < 0 ? tails.length : place;
    ends.push({ pair, before: tails[length - 1] ?? -1 });
    tails[length] = ends.length - 1;
  }
  const chain = new Set<Pair>();
  for (let end = tails.at(-1) ?? -1; end >= 0; end = ends[end]!.before) chain.add(ends[end]!.pair);
  return chain;
}
