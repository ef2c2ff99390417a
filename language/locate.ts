import { isAlias, isMap, isPair, isScalar, isSeq, visit } from 'yaml';
import type { Document, Node, Pair, Scalar } from 'yaml';
import type { Path } from './finding.ts';

/** The offset at which a path's key or value stands; what is not written there is where its parent stands. */
export function offsetOf(document: Document.Parsed, path: Path, at: 'key' | 'value'): number {
  let node: Node | null = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [index, segment] of path.entries()) {
    const here: Place | null = step(resolve(document, node), segment);
    if (here === null) break;
    offset = offsetIn(here, at === 'value' && index === path.length - 1) ?? offset;
    node = here.value;
  }
  return offset;
}

/** A value that is missing, or still to be looked into, is best shown by its key. */
const offsetIn = ({ key, value }: Place, asValue: boolean): number | null =>
  (asValue ? startOf(value) : null) ?? startOf(key) ?? startOf(value);

interface Place {
  readonly key: Node | null;
  readonly value: Node | null;
}

function step(node: Node | null, segment: string | number): Place | null {
  if (isSeq(node)) {
    const item = node.items[Number(segment)];
    return item === undefined || isPair(item) ? null : { key: null, value: item as Node };
  }
  if (!isMap(node)) return null;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(segment)) as
    | Pair<Scalar, Node | null>
    | undefined;
  return pair === undefined ? null : { key: pair.key, value: pair.value };
}

/** An alias stands for the last anchor of its name above it. */
function resolve(document: Document.Parsed, node: Node | null): Node | null {
  if (!isAlias(node)) return node;
  let found: Node | null = null;
  visit(document, {
    Node: (_, one) => {
      if (one === node) return visit.BREAK;
      if ('anchor' in one && one.anchor === node.source) found = one;
      return undefined;
    },
  });
  return found;
}

const startOf = (node: Node | null): number | null => node?.range?.[0] ?? null;
