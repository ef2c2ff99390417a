import type { Path, Problem } from './finding.ts';
import { problemsOf } from './issues.ts';
import { prune } from './prune.ts';
import { planSchema } from './schema.ts';
import type { Written } from './schema.ts';
import { nearest } from './suggest.ts';
import { isObject, keysAt } from './walk.ts';

type ChapterName = keyof Written;

/** What of a plan is well formed. References may lead to entries that are written but not well formed: `names` knows them. */
export interface Draft {
  /** All that is written, as plain JSON. */
  readonly value: unknown;
  readonly written: { readonly [chapter in ChapterName]?: Written[chapter] | undefined };
  /** The names written in a chapter, well formed or not. */
  readonly names: (chapter: ChapterName) => readonly string[];
  /** Where something is written that is not well formed, and so not in `written`. */
  readonly flaws: readonly Path[];
}

/** Holds a value against the schema. `plan` is there if and only if there are no problems. */
export function readDraft(value: unknown): { problems: readonly Problem[]; draft: Draft; plan: Written | undefined } {
  const read = planSchema.safeParse(value);
  const meant = meantChapters(value);
  const names = (chapter: ChapterName): readonly string[] =>
    namesIn(isObject(value) ? value[meant.get(chapter) ?? chapter] : undefined);
  if (read.success) return { problems: [], draft: { value, written: read.data, names, flaws: [] }, plan: read.data };
  const { written, flaws } = wellFormed(value);
  const problems = problemsOf(read.error.issues, value, keysAt);
  const misspelt = ({ rule, path }: Problem): boolean => rule === 'missing' && meant.has(String(path[0]));
  return {
    problems: problems.filter((one) => !misspelt(one)),
    draft: { value, written, names, flaws: [...flaws, ...[...meant.keys()].map((chapter) => [chapter])] },
    plan: undefined,
  };
}

/** Whether all that is written in these chapters is well formed. */
export const isWhole = ({ flaws }: Draft, ...chapters: readonly ChapterName[]): boolean =>
  !flaws.some(([chapter]) => chapters.some((one) => one === chapter));

/** Whether something of what stands at a path, or all of it, is not well formed. */
export const isFlawed = ({ flaws }: Draft, ...path: Path): boolean =>
  flaws.some((flaw) => path.every((segment, index) => index >= flaw.length || flaw[index] === segment));

/** Whether nobody can tell which names a chapter has: it is not a chapter, or not there though it must be. */
export const isUnreadable = ({ flaws, names }: Draft, chapter: ChapterName): boolean =>
  names(chapter).length === 0 && flaws.some((flaw) => flaw.length === 1 && flaw[0] === chapter);

/** A chapter has named entries, or lists only the names. */
const namesIn = (chapter: unknown): readonly string[] =>
  Array.isArray(chapter)
    ? chapter.filter((one) => typeof one === 'string')
    : isObject(chapter)
      ? Object.keys(chapter)
      : [];

/** Chapters that are not there, by what they are called instead: `severity` for `severities`. */
function meantChapters(value: unknown): ReadonlyMap<string, string> {
  if (!isObject(value)) return new Map();
  const absent = keysAt([]).filter((chapter) => !Object.hasOwn(value, chapter));
  const unknown = Object.keys(value).filter((key) => isObject(value[key]) && !keysAt([]).includes(key));
  const pairs = unknown.map((key) => [nearest(key, keysAt([])), key] as const);
  return new Map(
    pairs.flatMap(([chapter, key]) => (chapter !== null && absent.includes(chapter) ? [[chapter, key]] : [])),
  );
}

const partial = planSchema.partial();
/** By round: what was left out may be what its neighbours needed, and at some point more than a little must go. */
const depths = [Infinity, Infinity, Infinity, Infinity, Infinity, 2, 2, 1, 1];

function wellFormed(value: unknown): Pick<Draft, 'written' | 'flaws'> {
  const flaws: Path[] = [];
  let rest = value;
  for (const depth of depths) {
    const read = partial.safeParse(rest);
    if (read.success) return { written: read.data, flaws: [...flaws, ...missingIn(value)] };
    const pruned = prune(rest, read.error.issues, depth);
    flaws.push(...pruned.flaws);
    rest = pruned.rest;
  }
  return { written: {}, flaws };
}

/** A chapter that must be there is missed by all that refer to it. */
const missingIn = (value: unknown): readonly Path[] =>
  isObject(value) && !Object.hasOwn(value, 'severities') ? [['severities']] : [];
