import type { OnFailure } from '../domain/plan/procedures.ts';
import type { Parsed } from './time/parsed.ts';
import { parseSpan } from './time/span.ts';
import { word } from './word.ts';

/** What follows when a step fails. */
export const onFailure = word(
  'wrong-value',
  '`stop`, `undo`, `continue`, or `open` and a severity',
  parseOnFailure,
  /^\s*(stop|undo|continue|open +\S+)\s*$/,
);

/** How long a step waits, ms, or for the next maintenance window. */
export const wait = word('time', 'a span such as 30m, or window', parseWait, /^\s*(\d|window)/);

function parseOnFailure(written: string): Parsed<OnFailure> {
  const text = written.trim();
  if (text === 'stop' || text === 'undo' || text === 'continue') return { value: text };
  const [, severity] = /^open +(\S+)$/.exec(text) ?? [];
  if (severity !== undefined) return { value: { open: severity } };
  return {
    problem: `\`${text}\` is nothing that follows a failure: write stop, undo, continue, or open and a severity such as open P2`,
  };
}

function parseWait(written: string): Parsed<number | 'window'> {
  return written.trim() === 'window' ? { value: 'window' } : parseSpan(written);
}
