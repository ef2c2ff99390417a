import { tokensOf } from './tokens.ts';

/** Why a text is not even worth reading as YAML, and where. */
export interface Unfit {
  readonly offset: number;
  readonly rule: 'too-large' | 'too-deep' | 'control-character';
  readonly message: string;
}

/** Bytes of a plan file. */
export const largest = 1_000_000;
export const tooLarge = {
  rule: 'too-large',
  message: 'the file is larger than 1 MB; a plan never needs that',
} as const;
/** Levels of nesting. */
export const deepest = 60;
/** A level of a block takes a column at least: this bounds them, long before the library's stack ends. */
const widestIndent = 200;
/** Words (which cost twice), marks and spaces. The five seeds together have a tenth of it; the library needs a second for ten times it. */
const mostTokens = 100_000;
/** Control characters that YAML forbids too; tab, line feed and carriage return are not among them. */
// oxlint-disable-next-line no-control-regex
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE]/;

/** Refuses, in a few hundred ms at worst, what would cost the YAML library seconds or its stack; null for every sane text. */
export function unfitness(text: string): Unfit | null {
  if (Buffer.byteLength(text) > largest) return { offset: 0, ...tooLarge };
  const control = text.search(forbidden);
  if (control >= 0)
    return {
      offset: control,
      rule: 'control-character',
      message: `a control character (${codeOf(text, control)}) stands here; a plan is plain text`,
    };
  return unfitTokens(text);
}

function unfitTokens(text: string): Unfit | null {
  const nesting: Nesting = { brackets: 0, marks: 0 };
  let tokens = 0;
  for (const { source: token, offset, scalar } of tokensOf(text)) {
    tokens += scalar ? 2 : 1;
    if (tokens > mostTokens)
      return { offset, rule: 'too-large', message: `the plan has more than ${mostTokens} words and marks` };
    follow(nesting, token);
    if (isTooDeep(nesting, token))
      return { offset, rule: 'too-deep', message: `more than ${deepest} levels are nested here` };
  }
  return null;
}

interface Nesting {
  brackets: number;
  /** Those of the present line that open a level of a block. */
  marks: number;
}

const opening: ReadonlySet<string> = new Set(['[', '{']);
const closing: ReadonlySet<string> = new Set([']', '}']);
const marking: ReadonlySet<string> = new Set(['-', '?', ':']);

function follow(nesting: Nesting, token: string): void {
  if (opening.has(token)) nesting.brackets++;
  else if (closing.has(token)) nesting.brackets--;
  else if (marking.has(token)) nesting.marks++;
  else if (token.includes('\n')) nesting.marks = 0;
}

function isTooDeep({ brackets, marks }: Nesting, token: string): boolean {
  const isIndent = token.length > widestIndent && token.trim() === '';
  return isIndent || (brackets > 0 ? brackets : marks) > deepest;
}

const codeOf = (text: string, at: number): string =>
  text[at] === '\0' ? 'NUL' : `U+${text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')}`;
