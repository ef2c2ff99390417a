import type { z } from 'zod';
import type { Path, Problem } from './finding.ts';
import { problemsOf } from './issues.ts';
import { planSchema } from './schema.ts';
import type { Written } from './schema.ts';
import { isObject, keysAt } from './walk.ts';

/** What of a plan is well formed. References may lead to entries that are written but not well formed: `names` knows them. */
export interface Draft {
  /** All that is written, as plain JSON. */
  readonly value: unknown;
  readonly written: { readonly [chapter in keyof Written]?: Written[chapter] | undefined };
  /** The names written in a chapter, well formed or not. */
  readonly names: (chapter: keyof Written) => readonly string[];
}

/** Holds a value against the schema. `plan` is there if and only if there are no problems. */
export function readDraft(value: unknown): { problems: readonly Problem[]; draft: Draft; plan: Written | undefined } {
  const read = planSchema.safeParse(value);
  const names = (chapter: keyof Written): readonly string[] => namesIn(isObject(value) ? value[chapter] : undefined);
  if (read.success) return { problems: [], draft: { value, written: read.data, names }, plan: read.data };
  return {
    problems: problemsOf(read.error.issues, value, keysAt),
    draft: { value, written: wellFormed(value), names },
    plan: undefined,
  };
}

/** Whether all that is written in these chapters is well formed. */
export const isWhole = ({ value, written, names }: Draft, ...chapters: readonly (keyof Written)[]): boolean =>
  chapters.every((chapter) => {
    const whole = written[chapter];
    if (whole === undefined) return !isObject(value) || value[chapter] === undefined;
    return !isObject(whole) || names(chapter).every((name) => Object.hasOwn(whole, name));
  });

/** A chapter has named entries, or lists only the names. */
const namesIn = (chapter: unknown): readonly string[] =>
  Array.isArray(chapter)
    ? chapter.filter((one) => typeof one === 'string')
    : isObject(chapter)
      ? Object.keys(chapter)
      : [];

/** A chapter may be ill formed only for want of the entries that were left out: hence more than one round. */
function wellFormed(value: unknown): Draft['written'] {
  let rest = value;
  for (let round = 0; round < 3; round++) {
    const read = planSchema.partial().safeParse(rest);
    if (read.success) return read.data;
    rest = prune(rest, read.error.issues);
  }
  return {};
}

/** The value without the entries that are not well formed, so that the others can still be checked. */
function prune(value: unknown, issues: readonly z.core.$ZodIssue[]): unknown {
  if (!isObject(value)) return {};
  const copy: Record<string, unknown> = { ...value };
  for (const path of issues.flatMap(placesOf)) {
    const [chapter, entry] = path.map(String);
    if (chapter === undefined) return {};
    const inner = copy[chapter];
    if (entry === undefined || !isObject(inner)) delete copy[chapter];
    else copy[chapter] = Object.fromEntries(Object.entries(inner).filter(([key]) => key !== entry));
  }
  return copy;
}

/** What to leave out: an unknown key of the plan itself is left out alone, not the plan. */
const placesOf = (issue: z.core.$ZodIssue): readonly Path[] =>
  issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys.map((key) => [key]) : [issue.path as Path];
