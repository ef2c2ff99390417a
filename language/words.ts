import { z } from 'zod';
import { Temporal } from 'temporal-polyfill';
import { parseClosed, parseDate, parseHours } from './hours.ts';
import type { Kind } from './key.ts';
import { tagOf } from './locales.ts';
import { suggest } from './suggest.ts';
import { parseAge } from './time/age.ts';
import { parseBound } from './time/bound.ts';
import type { Parsed } from './time/parsed.ts';
import { parsePosition } from './time/position.ts';
import { parsePromise, parseSpanRange } from './time/range.ts';
import { parseRecurrence } from './time/recurrence.ts';
import { parseSpan } from './time/span.ts';
import { parseHandoff, parseTurn } from './time/turn.ts';
import { parseRepeat, parseStepAt } from './time/step.ts';
import { parseTarget } from './time/target.ts';
import { foundBefore, matching, word } from './word.ts';

export { foundBefore } from './word.ts';

/** A text for people. It may hold `${NAME}`, which comes from the environment. */
export const text = word('text', 'a text', (written) =>
  written.trim() === '' ? { problem: 'the text is empty' } : { value: written.trim() },
);

const namePattern = /^\p{L}[\p{L}\p{N}]*([_.-][\p{L}\p{N}]+)*$/u;
const notAName = (written: string): string =>
  written.includes(',')
    ? `\`${written}\` is not a name: write a list, such as [${written}]`
    : written.includes('{')
      ? `\`${written}\` is not a name: between a name and what it has stand a colon and a space, such as P1: { response: 1h }`
      : `\`${written}\` is not a name: write letters, digits and single hyphens, a letter first, such as tech-lead`;

/** The name by which the rest of the plan refers to something. */
export const name = matching('name', 'a name', namePattern, notAName);

/** The name of something that is written elsewhere in the plan. */
export const nameOf = (refers: Kind) => name.meta({ refers });

/** The same, where it is a key. */
export const nameKey = z.string().regex(namePattern, { error: ({ input }) => notAName(String(input)) });

export const slug = matching(
  'name',
  'a short name such as transport',
  /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
  (written) => `\`${written}\` is not a slug: write small letters, digits and hyphens, such as transport`,
);

export const reference = matching(
  'reference',
  'a prefix such as TRA',
  /^[A-Z][A-Z0-9]{1,9}$/,
  (written) => `\`${written}\` is not a prefix: write two to ten capital letters or digits, such as TRA of TRA-1`,
);

export const email = matching(
  'email',
  'an e-mail address',
  /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$|\$\{/,
  (written) => `\`${written}\` is not an e-mail address: write it like ana@shop.example`,
);

export const domain = matching(
  'domain',
  'a domain such as acme.example',
  /^([\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,}$|\$\{/u,
  (written) => `\`${written}\` is not a domain: write it like acme.example`,
);

const notALanguage = (written: string): string =>
  `\`${written}\` is not the tag of a language: write ${tagOf(written) ?? 'it like ro or pt-BR'}`;

export const locale = word('locale', 'a language such as ro or pt-BR', (written) => {
  try {
    const [known] = Intl.DateTimeFormat.supportedLocalesOf([written]);
    return known === undefined ? { problem: notALanguage(written) } : { value: known };
  } catch {
    return { problem: notALanguage(written) };
  }
});

/** Often only the city is written. */
function notAZone(written: string): string {
  const zones = Intl.supportedValuesOf('timeZone');
  const city = `/${written.trim().replaceAll(' ', '_').toLowerCase()}`;
  const zone = zones.find((one) => one.toLowerCase().endsWith(city));
  const near = zone === undefined ? suggest(written, zones) : `; did you mean \`${zone}\`?`;
  return `\`${written}\` is not a time zone${near || ': write one of the IANA names such as Europe/Bucharest or UTC'}`;
}

export const timezone = word('time-zone', 'a time zone such as Europe/Bucharest', (written) => {
  try {
    // An offset such as +02:00 is understood by Temporal too, but knows no summer time.
    if (/^[+-]/.test(written)) return { problem: notAZone(written) };
    return { value: Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(written).timeZoneId };
  } catch {
    return { problem: notAZone(written) };
  }
});

export const span = word('time', 'a span such as 30m', parseSpan, /^\s*\d+\s*[a-z]/);
export const target = word('time', 'a time such as 4h or 3 business days', parseTarget, /^\s*\d+\s*[a-z]/);
export const stepAt = word(
  'time',
  'opening, a share such as 50% of response or a span such as 30m',
  parseStepAt,
  /^\s*(\d|opening)/,
);
export const repeat = word(
  'time',
  'a text such as every 15m until acknowledged',
  parseRepeat,
  /^\s*every +.+ +until +acknowledged\s*$/,
);
export const promise = word('time', 'a promise such as 4h, 2h..4h or 3 business days', parsePromise, /^\s*\d/);
export const spanRange = word('time', 'a span such as 30m or 15m..60m', parseSpanRange, /^\s*\d/);
export const every = word('time', 'how often, such as 5m, day 03:00 or 2 weeks on tue 10:00', parseRecurrence);
export const turn = word('time', 'how long a shift lasts, such as 1 week, 1 day or 12h', parseTurn);
export const handoff = word('time', 'a day or a time of day such as mon 09:00', parseHandoff);
export const age = word('time', 'a span such as 30 days, 3 months or 1 year, or forever', parseAge, /^\s*(\d|forever)/);
export const position = word(
  'time',
  'days of a programme such as week 1 day 2',
  parsePosition,
  /^\s*(weeks?|days?) *\d/,
);
/** A date, or a day of every year. */
export const closed = word(
  'date',
  'a date such as 2026-12-24, or 12-24 for every year',
  parseClosed,
  /^(\d{4}-)?\d\d-\d\d$/,
);
export const date = word('date', 'a date such as 2026-12-24', parseDate, /^\d{4}-\d\d-\d\d$/);
/** Kept as it is written, so that a calendar stays plain JSON. */
export const hours = word(
  'hours',
  'an interval such as 09:00-18:00',
  (written) => {
    const read = parseHours(written);
    return 'value' in read ? { value: written.trim() } : read;
  },
  /^\s*\d\d?:\d\d *- *\d\d?:\d\d\s*$/,
);

/** Who is told or acts: a person, a role, or somebody whom the checks know. */
export const recipient = word('text', 'a person or a role', (written) =>
  written.trim() === '' ? { problem: 'the text is empty' } : { value: written.trim().replaceAll(/ +/g, ' ') },
).meta({ refers: 'recipient' });

/** A share such as `99.5%`, as a number from 0 to 1. */
export const percent = word(
  'wrong-value',
  'a share such as 99.5%',
  (written) => {
    const share = Number(/^(\d+(?:\.\d+)?) ?%$/.exec(written.trim())?.[1]) / 100;
    return share >= 0 && share <= 1
      ? { value: share }
      : { problem: `\`${written}\` is not a share: write it like 99.5%, from 0% to 100%` };
  },
  /^\s*\d+(\.\d+)? ?%\s*$/,
);

/** What an objective should be; a bare number is a text like any other here. */
export const bound = z
  .union([z.number().transform(String), z.string()], {
    error: ({ input }) => `${foundBefore(input)}a comparison such as under 2h or at least 99.9% is expected`,
  })
  .transform((written, context) => {
    const read = parseBound(written);
    if ('value' in read) return read.value;
    context.addIssue({ code: 'custom', message: read.problem, input: written, params: { rule: 'time' } });
    return z.NEVER;
  });

/** What is measured, such as `first response`. */
export const measure = word('name', 'a measure such as first response', (written) => phrase(written));

/** The same, where it is a key. */
export const phraseKey = z.string().superRefine((key, context) => {
  const read = phrase(key);
  if ('problem' in read)
    context.addIssue({ code: 'custom', message: read.problem, input: key, params: { rule: 'name' } });
});

const phrase = (written: string): Parsed<string> =>
  /^\p{L}[\p{L}\p{N}]*([ _.-][\p{L}\p{N}]+)*$/u.test(written)
    ? { value: written }
    : { problem: `\`${written}\` is not a name: write words such as first response` };

/** A Markdown file beside the plan. */
export const file = word(
  'wrong-value',
  'a Markdown file such as runbooks/shop/database.md',
  (written) =>
    /^(?!\/)(?!.*(^|\/)\.\.?(\/|$)).+\.md$/.test(written)
      ? { value: written }
      : { problem: `\`${written}\` is not a Markdown file beside the plan: write it like runbooks/shop/database.md` },
  /\.md$/,
);

/** One of a few words. */
export const choice = <const T extends readonly [string, ...string[]]>(...words: T) => z.enum(words);

/** One of a kind, or a list of it. */
export const oneOrMore = <T extends z.ZodType>(one: T) => z.union([one.transform((value) => [value]), z.array(one)]);
