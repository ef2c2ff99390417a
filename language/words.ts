import { z } from 'zod';
import { Temporal } from 'temporal-polyfill';
import type { Kind } from './key.ts';
import { tagOf } from './locales.ts';
import { suggest } from './suggest.ts';
import type { Parsed } from './time/parsed.ts';
import { matching, word } from './word.ts';

export * from './time-words.ts';
export { foundBefore, matching } from './word.ts';

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

/** Who is told or acts: a person, a role, or somebody whom the checks know. */
export const recipient = word('text', 'a person or a role', (written) =>
  written.trim() === '' ? { problem: 'the text is empty' } : { value: written.trim().replaceAll(/ +/g, ' ') },
).meta({ refers: 'recipient' });

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
