import { isAlias, isMap, isPair, isScalar, isSeq } from 'yaml';
import type { Alias, Document, Node, YAMLMap } from 'yaml';
import { problem } from './finding.ts';
import type { Path, Problem } from './finding.ts';
import type { RuleId } from './rules.ts';
import { deepest } from './unfit.ts';
import { tornMessage, tornTexts } from './torn.ts';

type ValueProblem = Problem & { readonly offset: number };

interface Read {
  readonly value: unknown;
  /** False where reading stopped before the end. */
  readonly whole: boolean;
  readonly problems: readonly ValueProblem[];
}

/** Counted with every alias written out, so that neither a bomb nor a plan of a million values costs more than a moment. */
const mostNodes = 50_000;
const mostProblems = 200;

/** The plain JSON of a document. Anchors and `<<` are resolved; duplicate keys, cycles, bombs and odd keys are problems. */
export function readValue(document: Document.Parsed, text: string): Read {
  const reader = new Reader(text);
  const value = reader.read(document.contents, [], 0);
  return { value, whole: !reader.full, problems: reader.problems };
}

/** Walks a document once, in its order, knowing the anchors written so far. */
class Reader {
  readonly problems: ValueProblem[] = [];
  readonly #anchors = new Map<string, { readonly node: Node; value: unknown; size: number; open: boolean }>();
  #nodes = 0;
  readonly #text: string;
  full = false;

  constructor(text: string) {
    this.#text = text;
  }

  read(node: Node | null, path: Path, depth: number): unknown {
    if (node === null || this.full) return null;
    if (depth > deepest) return this.#stop(node, path, 'too-deep', `more than ${deepest} levels are nested here`);
    if (++this.#nodes > mostNodes)
      return this.#stop(
        node,
        path,
        'too-large',
        `the plan has more than ${mostNodes} values, each alias counted in full`,
      );
    if (isAlias(node)) return this.#alias(node, path);
    const anchor =
      'anchor' in node && node.anchor ? { node, value: undefined as unknown, size: this.#nodes, open: true } : null;
    if (anchor !== null) this.#anchors.set(node.anchor!, anchor);
    const value = this.#content(node, path, depth);
    if (anchor !== null) Object.assign(anchor, { value, size: this.#nodes - anchor.size + 1, open: false });
    return value;
  }

  #content(node: Node, path: Path, depth: number): unknown {
    if (isMap(node)) return this.#map(node, path, depth);
    if (isSeq(node))
      return node.items.map((item, index) =>
        this.read(isPair(item) ? null : (item as Node), [...path, index], depth + 1),
      );
    return isScalar(node) ? node.value : null;
  }

  #map(map: YAMLMap, path: Path, depth: number): unknown {
    const own = new Map<string, unknown>();
    const merged = new Map<string, unknown>();
    const torn = tornTexts(map, this.#text);
    const pieces = new Set([...torn.values()].flatMap((one) => one.pieces));
    for (const pair of map.items) {
      const key = pieces.has(pair) ? null : this.#key(pair.key as Node | null, map, path);
      if (key === null) continue;
      const whole = torn.get(pair);
      const value = whole?.text ?? this.read(pair.value as Node | null, [...path, key], depth + 1);
      if (whole !== undefined) this.#problem(whole.rest, [...path, key], 'yaml', tornMessage(whole));
      if (key === '<<') this.#merge(merged, value, pair.key as Node, path);
      else if (own.has(key)) this.#twice(pair.key as Node, [...path, key]);
      else own.set(key, value);
    }
    const inherited = [...merged].filter(([key]) => !own.has(key));
    return Object.fromEntries([...inherited, ...own]);
  }

  #twice(node: Node, path: Path): void {
    this.#problem(node, path, 'duplicate-key', `\`${path.at(-1)}\` is said twice; the first is kept`, path);
  }

  #merge(into: Map<string, unknown>, value: unknown, key: Node, path: Path): void {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one === null || typeof one !== 'object' || Array.isArray(one)) {
        this.#problem(key, path, 'yaml', '`<<` takes an alias of a map, or a list of them');
        continue;
      }
      for (const [name, inherited] of Object.entries(one)) if (!into.has(name)) into.set(name, inherited);
    }
  }

  #key(key: Node | null, map: YAMLMap, path: Path): string | null {
    const written = isScalar(key) ? key.value : undefined;
    const name = typeof written === 'number' || typeof written === 'boolean' ? String(written) : written;
    if (typeof name === 'string' && name !== '__proto__') return name;
    this.#problem(key?.range ? key : map, path, 'yaml', 'a key is a plain word; this is not one');
    return null;
  }

  #alias(alias: Alias, path: Path): unknown {
    const anchor = this.#anchors.get(alias.source);
    if (anchor === undefined)
      return this.#problem(
        alias,
        path,
        'alias',
        `\`*${alias.source}\` refers to an anchor that does not stand above it`,
      );
    if (anchor.open) return this.#problem(alias, path, 'alias', `\`*${alias.source}\` contains itself`);
    this.#nodes += anchor.size;
    if (this.#nodes <= mostNodes) return anchor.value;
    return this.#stop(
      alias,
      path,
      'too-large',
      `with its aliases written out the plan has more than ${mostNodes} values`,
    );
  }

  #stop(node: Node, path: Path, rule: RuleId, message: string): null {
    this.full = true;
    return this.#problem(node, path, rule, message);
  }

  #problem(node: Node, path: Path, rule: RuleId, message: string, related?: Path): null {
    const what = { ...problem(path, rule, message), ...(related !== undefined && { related }) };
    this.problems.push({ offset: node.range?.[0] ?? 0, ...what });
    if (this.problems.length >= mostProblems) this.full = true;
    return null;
  }
}
