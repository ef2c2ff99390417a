import { z } from 'zod';

import type { RuleId } from './rules.ts';
import type { Parsed } from './time/parsed.ts';

/**
 * One word of the language: a text with a meaning. `what` completes "… is expected"; `rule` is broken when it cannot be read.
 * `pattern` helps editors: it fits whatever can be read, and perhaps more.
 */
export function word<T>(rule: RuleId, what: string, read: (text: string) => Parsed<T>, pattern?: RegExp) {
  const error = ({ input }: { input?: unknown }): string => `${foundBefore(input)}${what} is expected`;
  return z
    .string({ error })
    .transform((text, context) => {
      const parsed = read(text);
      if ('value' in parsed) return parsed.value;
      context.addIssue({ code: 'custom', message: parsed.problem, input: text, params: { rule } });
      return z.NEVER;
    })
    .meta({ description: what, word: what, ...(pattern !== undefined && { pattern: pattern.source }) });
}

/** A word that is read as it is written. */
export const matching = (rule: RuleId, what: string, pattern: RegExp, problem: (text: string) => string) =>
  word(rule, what, (text) => (pattern.test(text) ? { value: text } : { problem: problem(text) }), pattern);

/** `found 30; `, for the beginning of a sentence; nothing where nothing is. */
export function foundBefore(input: unknown): string {
  if (input === undefined || input === null) return '';
  if (Array.isArray(input)) return 'found a list; ';
  if (typeof input === 'object') return 'found keys and values; ';
  return typeof input === 'string' ? `found \`${input}\`; ` : `found ${JSON.stringify(input)}, not in quotes; `;
}
