import { sha256 } from '../../db/digest.ts';
import type { Texts } from '../../language/beside.ts';
import type { Compiled } from '../../language/compile.ts';
import { canonical, diffPlans, diffTexts } from '../../language/diff.ts';
import type { Change } from '../../language/diff.ts';
import { runbookProcedures } from '../../language/procedures/runbook.ts';
import type { Json } from '../../language/json.ts';
import { filesNamedIn } from '../../language/written.ts';

/** All that a version of a plan is made of. */
export interface Content {
  readonly compiled: Compiled;
  /** Only what the plan names. */
  readonly files: Texts;
}

/** Takes of the texts those that the plan names, and makes procedures of its runbooks. */
export const contentOf = (compiled: Compiled, texts: Texts): Content => {
  const named = filesNamedIn(compiled.written).filter((path) => Object.hasOwn(texts, path));
  const files = Object.fromEntries(named.toSorted().map((path) => [path, texts[path]!]));
  const { plan } = compiled;
  const procedures = { ...plan.procedures, ...runbookProcedures(plan, files) };
  return { compiled: { ...compiled, plan: { ...plan, procedures } }, files };
};

/** The same for plans that mean the same. What they take from the environment is part of it. */
export function hashOf({ compiled: { plan, calendars, written }, files }: Content): string {
  const carriedOut = { ...plan, people: plan.people.toSorted() };
  return sha256(JSON.stringify([carriedOut, calendars, files], sortingKeys) + JSON.stringify(canonical(written)));
}

const ordered = ['severities', 'tiers'];

const sortingKeys = (key: string, value: unknown): unknown =>
  typeof value !== 'object' || value === null || Array.isArray(value) || ordered.includes(key)
    ? value
    : Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** What stands in the version in force. */
export interface Standing {
  readonly written: object;
  readonly files: Texts;
}

/** What is different from the version in force, in words; never empty where their hashes are not the same. */
export function changesFrom(standing: Standing | undefined, { compiled, files }: Content): readonly Change[] {
  if (standing === undefined) return [{ path: '', kind: 'added', sentence: `new plan ${compiled.plan.title}` }];
  if (Object.keys(standing.written).length === 0) return [other('from now on the plan is kept as it is written')];
  const changes = [...diffPlans(standing.written as Json, compiled.written), ...diffTexts(standing.files, files)];
  return changes.length > 0
    ? changes
    : [other('the same plan; what it takes from the environment, or how Guardia reads it, is different')];
}

const other = (sentence: string): Change => ({ path: '', kind: 'changed', sentence });
