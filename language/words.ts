import { z } from 'zod';
import { Temporal } from 'temporal-polyfill';
import { parseDate, parseHours } from './hours.ts';
import type { RuleId } from './rules.ts';
import type { Parsed } from './time/parsed.ts';
import { parseSpan } from './time/span.ts';
import { parseRepeat, parseStepAt } from './time/step.ts';
import { parseTarget } from './time/target.ts';

/** One word of the language: a text with a meaning. `what` completes "… is expected"; `rule` is broken when it cannot be read. */
function word<T>(rule: RuleId, what: string, read: (text: string) => Parsed<T>) {
  const error = ({ input }: { input?: unknown }): string => `${foundBefore(input)}${what} is expected`;
  return z
    .string({ error })
    .transform((text, context) => {
      const parsed = read(text);
      if ('value' in parsed) return parsed.value;
      context.addIssue({ code: 'custom', message: parsed.problem, input: text, params: { rule } });
      return z.NEVER;
    })
    .describe(what);
}

const matching =
  (pattern: RegExp, problem: (text: string) => string) =>
  (text: string): Parsed<string> =>
    pattern.test(text) ? { value: text } : { problem: problem(text) };

/** A text for people. It may hold `${NAME}`, which comes from the environment. */
export const text = word('text', 'a text', (written) =>
  written.trim() === '' ? { problem: 'the text is empty' } : { value: written.trim() },
);

const namePattern = /^\p{L}[\p{L}\p{N}]*([_.-][\p{L}\p{N}]+)*$/u;
const notAName = (written: string): string =>
  `\`${written}\` is not a name: write letters, digits and single hyphens, a letter first, such as tech-lead`;

/** The name by which the rest of the plan refers to something. */
export const name = word('name', 'a name', matching(namePattern, notAName));

/** The same, where it is a key. */
export const nameKey = z.string().regex(namePattern, { error: ({ input }) => notAName(String(input)) });

export const slug = word(
  'name',
  'a short name such as transport',
  matching(
    /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    (written) => `\`${written}\` is not a slug: write small letters, digits and hyphens, such as transport`,
  ),
);

export const reference = word(
  'reference',
  'the prefix of references such as TRA',
  matching(
    /^[A-Z][A-Z0-9]{1,9}$/,
    (written) => `\`${written}\` is not a prefix: write two to ten capital letters or digits, such as TRA of TRA-1`,
  ),
);

export const email = word(
  'email',
  'an e-mail address',
  matching(
    /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$|\$\{/,
    (written) => `\`${written}\` is not an e-mail address: write it like ana@shop.example`,
  ),
);

export const domain = word(
  'domain',
  'a domain such as acme.example',
  matching(
    /^([\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,}$|\$\{/u,
    (written) => `\`${written}\` is not a domain: write it like acme.example`,
  ),
);

export const locale = word('locale', 'a language such as ro or pt-BR', (written) => {
  try {
    const [known] = Intl.DateTimeFormat.supportedLocalesOf([written]);
    return known === undefined
      ? { problem: `\`${written}\` is not a language known here: write it like ro or pt-BR` }
      : { value: known };
  } catch {
    return { problem: `\`${written}\` is not the tag of a language: write it like ro or pt-BR` };
  }
});

export const timezone = word('time-zone', 'a time zone such as Europe/Bucharest', (written) => {
  const problem = `\`${written}\` is not a time zone: write one of the IANA names such as Europe/Bucharest or UTC`;
  try {
    // An offset such as +02:00 is understood by Temporal too, but knows no summer time.
    if (/^[+-]/.test(written)) return { problem };
    return { value: Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(written).timeZoneId };
  } catch {
    return { problem };
  }
});

export const span = word('time', 'a span such as 30m', parseSpan);
export const target = word('time', 'a span such as 4h or 3 business days', parseTarget);
export const stepAt = word('time', 'opening, a share such as 50% of response or a span such as 30m', parseStepAt);
export const repeat = word('time', 'a text such as every 15m until acknowledged', parseRepeat);
export const date = word('date', 'a date such as 2026-12-24', parseDate);
/** Kept as it is written, so that a calendar stays plain JSON. */
export const hours = word('hours', 'an interval such as 09:00-18:00', (written) => {
  const read = parseHours(written);
  return 'value' in read ? { value: written.trim() } : read;
});

/** One of a kind, or a list of it. */
export const oneOrMore = <T extends z.ZodType>(one: T) => z.union([one.transform((value) => [value]), z.array(one)]);

/** `found 30; `, for the beginning of a sentence; nothing where nothing is. */
export function foundBefore(input: unknown): string {
  if (input === undefined || input === null) return '';
  if (Array.isArray(input)) return 'found a list; ';
  if (typeof input === 'object') return 'found keys and values; ';
  return typeof input === 'string' ? `found \`${input}\`; ` : `found ${JSON.stringify(input)}, not in quotes; `;
}
