import type { z } from 'zod';
import type { Path } from './finding.ts';
import { leavesOf } from './issues.ts';
import { isObject } from './walk.ts';

/** A value without what is not well formed, and where that stood. */
export interface Pruned {
  readonly rest: Record<string, unknown>;
  readonly flaws: readonly Path[];
}

/** Leaves out as little as possible, but nothing inside what lies deeper than `depth`: that goes as a whole. */
export function prune(value: unknown, issues: readonly z.core.$ZodIssue[], depth: number): Pruned {
  if (!isObject(value)) return { rest: {}, flaws: [] };
  const flaws = issues
    .flatMap(leavesOf)
    .flatMap(placesOf)
    .map((path) => path.slice(0, depth));
  const rest = flaws.reduce<unknown>(without, value);
  return { rest: isObject(rest) ? rest : {}, flaws };
}

/** What to leave out: an unknown key is left out alone, not what it stands in. */
const placesOf = (issue: z.core.$ZodIssue): readonly Path[] =>
  issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...(issue.path as Path), key]) : [issue.path as Path];

/** What lacks a key goes as a whole; so does a list, for the places of those that stay must not change. */
function without(value: unknown, path: Path): unknown {
  const [key, ...deeper] = path;
  if (key === undefined || !has(value, key)) return undefined;
  const inner = deeper.length === 0 ? undefined : without(value[key], deeper);
  if (Array.isArray(value)) return inner === undefined ? undefined : value.with(Number(key), inner);
  if (inner !== undefined) return { ...value, [key]: inner };
  return Object.fromEntries(Object.entries(value).filter(([one]) => one !== String(key)));
}

const has = (value: unknown, key: string | number): value is Record<string | number, unknown> =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key);
