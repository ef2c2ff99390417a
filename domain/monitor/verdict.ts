import type { Bound } from '../plan/watching.ts';

/** What a probe has found. */
export interface Measured {
  readonly ms: number;
  /** Why it is bad whatever is measured, without any address or secret; null: it answered. */
  readonly fault: string | null;
  /** Why nothing could be measured here at all: nobody's failure. */
  readonly missing: string | null;
  /** Numbers, shares from 0 to 1, ages and spans left in ms; of a query perhaps several or none. */
  readonly values: readonly number[];
}

/** What makes it good. */
export interface Expected {
  readonly underMs: number | null;
  /** Both bounds are those of what is measured, a share or a number. */
  readonly below: Bound | null;
  readonly above: Bound | null;
  readonly youngerMs: number | null;
  /** So much must be left. */
  readonly leftMs: number | null;
  /** A query without a bound finds what must not be. */
  readonly none: boolean;
}

export interface Verdict {
  /** Null: it cannot be said. */
  readonly ok: boolean | null;
  readonly value: number | null;
  /** In figures and signs, which need no language. */
  readonly words: string;
}

/** Whether what was measured is as it should be. */
export function judge(expected: Expected, measured: Measured): Verdict {
  const { fault, missing, ms, values } = measured;
  if (missing !== null) return { ok: null, value: null, words: missing };
  if (fault !== null) return { ok: false, value: null, words: fault };
  const value = worst(expected, values);
  const wrong = faults(expected, ms, values, value);
  return { ok: wrong.length === 0, value, words: wrong.length > 0 ? wrong.join(', ') : told(expected, ms, value) };
}

/** Whether a rule's condition holds: what it asks for is what must not be. A query that fails says nothing. */
export function judgeRule({ above, below }: Pick<Expected, 'above' | 'below'>, measured: Measured): Verdict {
  const { fault, missing, values } = measured;
  const silent = missing ?? fault;
  if (silent !== null) return { ok: null, value: null, words: silent };
  const bound = above ?? below;
  const value = above === null && below !== null ? least(values) : most(values);
  const why = bound === null ? found(value) : (crosses(most(values), above, '>') ?? crosses(least(values), below, '<'));
  return { ok: why === null, value, words: why ?? found(value, bound) ?? '0' };
}

const found = (value: number | null, bound: Bound | null = null): string | null =>
  value === null ? null : figure(value, bound);

const crosses = (value: number | null, bound: Bound | null, sign: '<' | '>'): string | null =>
  value !== null && bound !== null && (sign === '>' ? value > bound.value : value < bound.value)
    ? `${figure(value, bound)} ${sign} ${figure(bound.value, bound)}`
    : null;

function faults(expected: Expected, ms: number, values: readonly number[], value: number | null): readonly string[] {
  const { underMs, below, above, youngerMs, leftMs, none } = expected;
  const [low, high] = [least(values), most(values)];
  const all = [
    exceeds(ms, underMs, spell),
    exceeds(high, below?.value ?? null, (one) => figure(one, below)),
    falls(low, above?.value ?? null, (one) => figure(one, above), '≤'),
    exceeds(value, youngerMs, spell),
    falls(value, leftMs, spell, '<'),
    none && high !== null ? `${values.length} × ${figure(high, null)}` : null,
    (below !== null || above !== null) && high === null ? 'the query finds nothing' : null,
  ];
  return all.filter((one) => one !== null);
}

/** `3.4 s ≥ 3 s`; null where it does not. */
const exceeds = (value: number | null, limit: number | null, say: (one: number) => string): string | null =>
  value !== null && limit !== null && value >= limit ? `${say(value)} ≥ ${say(limit)}` : null;

const falls = (
  value: number | null,
  limit: number | null,
  say: (one: number) => string,
  sign: '<' | '≤',
): string | null =>
  value !== null && limit !== null && (value < limit || (sign === '≤' && value === limit))
    ? `${say(value)} ${sign} ${say(limit)}`
    : null;

const worst = ({ above, below }: Expected, values: readonly number[]): number | null =>
  above !== null && below === null ? least(values) : most(values);

function told({ below, above, youngerMs, leftMs }: Expected, ms: number, value: number | null): string {
  if (value === null) return spell(ms);
  if (youngerMs !== null || leftMs !== null) return spell(value);
  return figure(value, below ?? above);
}

const most = (all: readonly number[]): number | null =>
  all.length === 0 ? null : all.reduce((a, b) => (b > a ? b : a));
const least = (all: readonly number[]): number | null =>
  all.length === 0 ? null : all.reduce((a, b) => (b < a ? b : a));

const figure = (value: number, bound: Bound | null): string =>
  bound?.share === true ? `${rounded(value * 100)} %` : rounded(value);

/** Four figures are enough. */
const rounded = (value: number): string => String(Number(value.toPrecision(4)));

const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const;

/** `850 ms`, `3.2 s`, `25 h`. */
function spell(ms: number): string {
  const [name, size] = units.find(([, one]) => Math.abs(ms) >= one * (one === 86_400_000 ? 3 : 1)) ?? ['ms', 1];
  return `${rounded(Math.round((ms / size) * 10) / 10)} ${name}`;
}
