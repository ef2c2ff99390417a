import { isScalar, Scalar } from 'yaml';
import type { Node, Pair, YAMLMap } from 'yaml';

/** A text without quotes that has a comma, which ends it within `{ … }`. */
export interface Torn {
  /** All of it. */
  readonly text: string;
  /** What stands behind its first comma. */
  readonly rest: Node;
  readonly pieces: readonly Pair[];
}

/** The texts of a map that are torn at a comma, by the pair whose value they are. */
export function tornTexts(map: YAMLMap, source: string): ReadonlyMap<Pair, Torn> {
  const torn = new Map<Pair, Torn>();
  if (map.flow !== true) return torn;
  let owner: Pair | null = null;
  for (const pair of map.items as readonly Pair[]) {
    if (owner !== null && isBare(pair)) torn.set(owner, longer(owner, torn.get(owner)?.pieces ?? [], pair, source));
    else owner = isPlain(pair.value) ? pair : null;
  }
  return torn;
}

function longer(owner: Pair, before: readonly Pair[], pair: Pair, source: string): Torn {
  const pieces = [...before, pair];
  const [from, until] = [owner.value as Node, pair.key as Node];
  return { text: source.slice(from.range![0], until.range![1]), rest: pieces[0]!.key as Node, pieces };
}

/** What to do about it. */
export const tornMessage = ({ text }: Torn): string =>
  /\d,\d/.test(text)
    ? `\`${text}\` has a comma, which ends it here: write ${text.replaceAll(/(\d),(\d)/g, '$1.$2')}`
    : `\`${text}\` has a comma, which ends it here: quote it, "${text}"`;

/** A key without a colon. */
const isBare = ({ key, value }: Pair): boolean => value === null && isPlain(key);

const isPlain = (node: unknown): node is Scalar =>
  isScalar(node) && node.type === Scalar.PLAIN && node.source !== '' && !!node.range;
