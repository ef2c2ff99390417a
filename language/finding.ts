/** A place in a plan: keys and, in lists, indexes from 0. */
export type Path = readonly (string | number)[];

export type FindingSeverity = 'error' | 'warning';

/** Something that is wrong with a plan file. Lines and columns count from 1. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly col: number;
  readonly path: string;
  /** The id of the rule that was broken. */
  readonly rule: string;
  readonly severity: FindingSeverity;
  /** One plain sentence: what was found, and what would be right. */
  readonly message: string;
}

/** A finding before its place in the text is known. */
export interface Problem {
  readonly path: Path;
  /** What of the path is meant: its key or, by default, its value. */
  readonly at?: 'key' | 'value';
  readonly rule: string;
  readonly severity: FindingSeverity;
  readonly message: string;
}

/** One line for people: `plans/shop.yaml:3:5  unknown-key  sentence`. */
export const formatFinding = ({ file, line, col, rule, severity, message }: Finding): string =>
  `${file}:${line}:${col}  ${rule}${severity === 'warning' ? ' (warning)' : ''}  ${message}`;

/** Whether a plan with these findings can be applied: warnings do not stand in its way. */
export const refuses = (findings: readonly Finding[]): boolean => findings.some(({ severity }) => severity === 'error');
