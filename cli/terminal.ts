import { styleText } from 'node:util';

const { stdout } = process;

/** The time zone of this terminal. */
export const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** An instant in that zone, to the second. */
export const local = (instant: string | null): string =>
  instant === null ? '' : new Date(instant).toLocaleString('sv-SE', { timeZone: zone });

/** Colours on a terminal, and not where NO_COLOR is set. */
export const paint = (colour: Parameters<typeof styleText>[0], text: string): string =>
  styleText(colour, text, { stream: stdout });

/** Somebody else's words on one line, unable to move the cursor or turn the text around. */
export const plain = (text: string): string => still(text).trim();

const still = (text: string): string => text.replaceAll(/\p{Cc}|[\u2028-\u202E\u2066-\u2069]/gu, ' ');

/** A line of a text and a caret under one of its columns (from 1), both cut to what a terminal shows. */
export function pointed(line: string, col: number): readonly [shown: string, caret: string] {
  const size = Math.max(20, stdout.columns ?? 120) - 2;
  // A line may have a million letters: only those around the caret are looked at.
  const part = (from: number, to: number): string[] => letters(still(line.slice(Math.max(0, from), to).toWellFormed()));
  const before = part(col - 1 - size * 2, col - 1);
  const after = part(col - 1, col - 1 + size * 2);
  const room = Math.max(size - after.length, Math.floor(size / 2));
  const start = before.length > room ? ['…', ...before.slice(1 - room)] : before;
  const end = after.length > size - start.length ? [...after.slice(0, size - start.length - 1), '…'] : after;
  return [[...start, ...end].join('').trimEnd(), `${' '.repeat(start.length)}^`];
}

const widest = 60;

/** Rows in columns. The one numbered `elastic` is cut where the terminal is too narrow; what is very long in it moves its own row only. */
export function table(rows: readonly (readonly string[])[], elastic?: number): string[] {
  const natural = rows[0]?.map((_, column) => Math.max(...rows.map((row) => width(row[column]!)))) ?? [];
  const spare = (stdout.columns ?? Infinity) - natural.reduce((sum, one) => sum + one + 2, -2);
  const widths = natural.map((one, column) => (column === elastic ? Math.max(12, one + Math.min(0, spare)) : one));
  return rows.map((row) =>
    row
      .map((cell, column) => fitted(cell, widths[column]!, column === elastic ? widest : Infinity))
      .join('  ')
      .trimEnd(),
  );
}

const letters = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment);
const segmenter = new Intl.Segmenter();

const width = (text: string): number => letters(text).length;

/** Cut to a size, and filled up to it, but not beyond `most`. */
const fitted = (text: string, size: number, most: number): string =>
  width(text) > size
    ? `${letters(text)
        .slice(0, size - 1)
        .join('')}…`
    : text + ' '.repeat(Math.max(0, Math.min(size, most) - width(text)));

/** Prints what the API answered: as it is for programs, in lines for people. */
export function print(json: boolean | undefined, answer: unknown, lines: () => readonly string[]): void {
  if (json && answer === undefined) return;
  stdout.write(`${json ? JSON.stringify(answer, null, 2) : lines().join('\n')}\n`);
}
