import { LineCounter } from 'yaml';
import type { Finding, Path, Place, Problem } from './finding.ts';
import { offsetOf } from './locate.ts';
import { readDocument } from './read.ts';
import { rules } from './rules.ts';
import type { RuleId } from './rules.ts';
import { syntaxProblems } from './syntax.ts';
import { unfitness } from './unfit.ts';
import { readValue } from './value.ts';

/** A file as read: its value as plain JSON, and a way to find a path's place in the text. */
export interface Parsed {
  readonly value: unknown;
  /** False where the text could not be read far enough for the value to mean anything. */
  readonly readable: boolean;
  readonly findings: readonly Finding[];
  readonly locate: (problem: Problem) => Finding;
}

/** Reads YAML of at most 1 MB and never throws: whatever is wrong with it is a finding. */
export function parse(text: string, file: string): Parsed {
  const lines = linesIn(text);
  const placeAt = (offset: number, path: Path): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), col: Math.max(1, col), path: path.join('.') };
  };
  const finding = (offset: number, path: Path, rule: RuleId, message: string): Finding => ({
    file,
    ...placeAt(offset, path),
    rule,
    severity: rules[rule][0],
    message,
  });
  const refuse = (offset: number, rule: RuleId, message: string): Parsed => ({
    value: undefined,
    readable: false,
    findings: [finding(offset, [], rule, message)],
    locate: (problem) => finding(0, problem.path, problem.rule, problem.message),
  });

  const unfit = unfitness(text);
  if (unfit !== null) return refuse(unfit.offset, unfit.rule, unfit.message);
  const document = readDocument(text);
  if (document === null) return refuse(0, 'too-deep', 'the file is nested too deeply, or a bracket is never closed');
  const { value, whole, problems } = readValue(document, text);
  const place = (offset: number, { path, rule, message, related }: Problem): Finding => ({
    ...finding(offset, path, rule, message),
    ...(related !== undefined && { related: placeAt(offsetOf(document, related, 'key'), related) }),
  });
  const locate = (one: Problem): Finding => place(offsetOf(document, one.path, one.at ?? 'value'), one);
  const syntax = syntaxProblems([...document.errors, ...document.warnings], text)
    .map(({ offset, message }) => finding(offset, [], 'yaml', message))
    .filter(firstOfItsLine);
  // What is read behind a mistake is not what was meant.
  const values = syntax.length > 0 ? [] : problems.map((one) => place(one.offset, one));
  return { value, readable: whole && syntax.length === 0, findings: [...syntax, ...values], locate };
}

/** What follows on the same line is mostly said because of the first. */
const firstOfItsLine = ({ line }: Finding, index: number, all: readonly Finding[]): boolean =>
  all.findIndex((one) => one.line === line) === index;

/** The library's own count leaves out lines that it could not read. */
function linesIn(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
  return lines;
}
