import type { z } from 'zod';
import type { Path, Problem } from './finding.ts';
import { problemsOf } from './issues.ts';
import { planSchema } from './schema.ts';
import type { Written } from './schema.ts';

/** What of a plan is well formed. References may lead to entries that are written but not well formed: `names` knows them. */
export interface Draft {
  readonly written: { readonly [chapter in keyof Written]?: Written[chapter] | undefined };
  /** The names written in a chapter, well formed or not. */
  readonly names: (chapter: keyof Written) => readonly string[];
}

/** Holds a value against the schema. `plan` is there if and only if there are no problems. */
export function readDraft(value: unknown): { problems: readonly Problem[]; draft: Draft; plan: Written | undefined } {
  const read = planSchema.safeParse(value);
  const names = (chapter: keyof Written): readonly string[] =>
    Object.keys(isObject(value) && isObject(value[chapter]) ? value[chapter] : {});
  if (read.success) return { problems: [], draft: { written: read.data, names }, plan: read.data };
  return {
    problems: problemsOf(read.error.issues, value, keysAt),
    draft: { written: wellFormed(value), names },
    plan: undefined,
  };
}

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

/** The keys that the schema knows at a path. */
function keysAt(path: Path): readonly string[] {
  let schemas: readonly Inner[] = unwrapped(planSchema as unknown as Inner);
  for (const segment of path) schemas = schemas.flatMap((one) => inside(one, segment)).flatMap(unwrapped);
  return schemas.flatMap(({ def }) => Object.keys(def.shape ?? {}));
}

/** The little of zod's definitions that is needed to walk a schema. */
export interface Inner {
  readonly def: {
    readonly shape?: Record<string, Inner>;
    readonly innerType?: Inner;
    readonly in?: Inner;
    readonly options?: readonly Inner[];
    readonly valueType?: Inner;
    readonly element?: Inner;
  };
  readonly meta?: () => Readonly<Record<string, unknown>> | undefined;
}

/** A schema without its wrappers; of a union all branches. */
export function unwrapped(schema: Inner): readonly Inner[] {
  const { innerType, in: before, options } = schema.def;
  const next = options ?? [innerType ?? before].filter((one) => one !== undefined);
  return next.length === 0 ? [schema] : next.flatMap(unwrapped);
}

/** The schemas of what stands in an object, a list or a chapter of names. */
export function inside({ def }: Inner, segment: string | number): readonly Inner[] {
  const one = def.shape?.[String(segment)] ?? def.valueType ?? def.element;
  return one === undefined ? [] : [one];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
