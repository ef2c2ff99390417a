import type { z } from 'zod';
import { problem } from './finding.ts';
import type { Path, Problem } from './finding.ts';
import { isRule } from './rules.ts';
import type { RuleId } from './rules.ts';
import { suggest } from './suggest.ts';
import { foundBefore } from './words.ts';

type Issue = z.core.$ZodIssue;

/** What is wrong in the end: of a choice between forms, what is wrong with the form that was meant. */
export function leavesOf(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const inner = nearestOf(issue.errors) ?? (issue.message === unsaid ? (issue.errors[0] ?? []) : []);
  if (inner.length === 0) return [issue];
  return inner.flatMap((one) => leavesOf({ ...one, path: [...issue.path, ...one.path] }));
}

/** Turns what the schema refuses into problems with plain sentences. `known` answers the keys that a path may have. */
export function problemsOf(
  issues: readonly Issue[],
  value: unknown,
  known: (path: Path) => readonly string[],
): Problem[] {
  return issues.flatMap(leavesOf).flatMap((issue) => problemOf(issue, value, known));
}

function problemOf(issue: Issue, value: unknown, known: (path: Path) => readonly string[]): Problem[] {
  const path = pathOf(issue);
  if (issue.code === 'unrecognized_keys')
    return issue.keys
      .slice(0, 100)
      .map((key) =>
        problem([...path, key], 'unknown-key', `\`${key}\` is not a key here${suggestKey(key, known(path))}`, 'key'),
      );
  if (issue.code === 'invalid_key')
    return issue.issues.slice(0, 1).map((inner) => problem(path, ruleOf(inner) ?? 'name', inner.message, 'key'));
  return [valueProblem(issue, path, at(value, path))];
}

function valueProblem(issue: Issue, path: Path, found: unknown): Problem {
  if (found !== undefined && found !== null)
    return problem(
      path,
      ruleOf(issue) ?? (shapeless.has(issue.code) ? 'wrong-type' : 'wrong-value'),
      sentence(issue, found),
    );
  const key = path.at(-1);
  if (key === undefined) return problem(path, 'missing', 'the file is empty: a plan begins with guardia: 1');
  const what = sentence(issue, found);
  if (found === undefined) return problem(path, 'missing', `\`${key}\` is missing: ${what}`, 'key');
  const empty =
    issue.code === 'invalid_type' && issue.expected === 'object' ? '; write {} where there is nothing to say' : '';
  return problem(path, 'missing', `\`${key}\` has no value: ${what}${empty}`, 'key');
}

/** What zod says itself is put into our words; what the schema says stays as it is. */
function sentence(issue: Issue, found: unknown): string {
  const before = foundBefore(found);
  if (issue.code === 'invalid_type' && shapes[issue.expected] !== undefined)
    return `${before}${shapes[issue.expected]} expected${issue.expected === 'array' ? '' : unlisted(found)}`;
  if (issue.code === 'invalid_value' && issue.values.length > 1)
    return `${before}one of ${issue.values.map((one) => `\`${String(one)}\``).join(', ')} is expected`;
  if (issue.code === 'too_small' && issue.origin === 'number') return `${before}at least ${issue.minimum} is expected`;
  if (issue.code === 'too_big') return `${before}at most ${issue.maximum} is expected`;
  return issue.message;
}

const shapes: Partial<Record<string, string>> = {
  object: 'keys and values are',
  record: 'names, each with its values, are',
  array: 'a list is',
};

/** Keys are not a list of keys. */
function unlisted(found: unknown): string {
  if (!Array.isArray(found) || found.length === 0) return '';
  return typeof found[0] === 'string' ? `, such as \`${found[0]}: {}\`` : '; leave the hyphens out';
}

/** The rule that a word of the language names for itself. */
function ruleOf(issue: Issue): RuleId | null {
  const rule: unknown = issue.code === 'custom' ? issue.params?.['rule'] : undefined;
  return isRule(rule) ? rule : null;
}

/** Of the branches of a union the one that the writer meant: it fails inside, not at its shape. */
const nearestOf = (branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined =>
  branches.find(
    (issues) => !issues.flatMap(leavesOf).some(({ code, path }) => shapeless.has(code) && path.length === 0),
  );

const shapeless: ReadonlySet<string> = new Set(['invalid_type', 'invalid_union']);
/** What zod says of a union that says nothing itself. */
const unsaid = 'Invalid input';

const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, key) => {
    const isThere = inner !== null && typeof inner === 'object' && Object.hasOwn(inner, key);
    return isThere ? (inner as Record<string | number, unknown>)[key] : undefined;
  }, value);

/** A plan has no symbols for keys. */
const pathOf = ({ path }: Issue): Path => path.map((key) => (typeof key === 'symbol' ? String(key) : key));

/** Of the 49 ways to name days only a near one is suggested; they are never listed. */
function suggestKey(key: string, known: readonly string[]): string {
  const short = key.toLowerCase().replaceAll(/\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*day\b/g, '$1');
  const near = suggest(known.includes(short) ? short : key, known);
  return near.includes('did you mean')
    ? near
    : suggest(
        key,
        known.filter((one) => !/^[a-z]{3}-[a-z]{3}$/.test(one)),
      );
}
