import type { RuleId } from './rules.ts';
import type { FindingSeverity } from './rules/rule.ts';

/** A place in a plan: keys and, in lists, indexes from 0. */
export type Path = readonly (string | number)[];

/** Where a path stands in the text. Lines and columns count from 1. */
export interface Place {
  readonly line: number;
  readonly col: number;
  readonly path: string;
}

/** Something that is to be said about a plan file. */
export interface Finding extends Place {
  readonly file: string;
  readonly rule: RuleId;
  readonly severity: FindingSeverity;
  /** One plain sentence: what was found, and what would be right. */
  readonly message: string;
  /** The other of two places that do not fit together. */
  readonly related?: Place;
  /** Why the plan accepts it; never with an error. */
  readonly accepted?: string;
}

/** A finding before its place in the text is known; its severity is that of the rule. */
export interface Problem {
  readonly path: Path;
  /** What of the path is meant: its key or, by default, its value. */
  readonly at?: 'key' | 'value';
  readonly rule: RuleId;
  readonly message: string;
  /** The other of two places that do not fit together. */
  readonly related?: Path;
}

/** What breaks a rule, at the value of a path or at its key. */
export const problem = (path: Path, rule: RuleId, message: string, at: 'key' | 'value' = 'value'): Problem => ({
  path,
  at,
  rule,
  message,
});

/** Two places that do not fit together, shown at the value or the key of the first. */
export const clash = (path: Path, rule: RuleId, message: string, related: Path, at?: 'key' | 'value'): Problem => ({
  ...problem(path, rule, message, at),
  related,
});

/** One line for people: `plans/shop.yaml:3:5  unknown-key  sentence`. */
export const formatFinding = ({ file, line, col, rule, severity, message }: Finding): string =>
  `${file}:${line}:${col}  ${rule}${severity === 'error' ? '' : ` (${severity})`}  ${message}`;

/** Whether nothing of it should be changed: warnings must be accepted, notes need not. */
export const isFine = (findings: readonly Finding[]): boolean =>
  findings.every(({ severity, accepted }) => severity === 'note' || accepted !== undefined);

/** Whether a plan with these findings can be applied: warnings and notes do not stand in its way. */
export const refuses = (findings: readonly Finding[]): boolean => findings.some(({ severity }) => severity === 'error');

/** `2 errors and 1 warning`; nothing where there are none. */
export const counted = (findings: readonly Finding[]): string =>
  (['error', 'warning'] as const)
    .map((severity) => [findings.filter((one) => one.severity === severity).length, severity] as const)
    .filter(([count]) => count > 0)
    .map(([count, severity]) => `${count} ${severity}${count === 1 ? '' : 's'}`)
    .join(' and ');
