import { z } from 'zod';

import { may, must } from '../key.ts';
import type { Kind } from '../key.ts';
import * as word from '../words.ts';

/** Named entries of a chapter, in the order in which they are written. */
export const named = <T extends z.ZodType>(entry: T) => z.record(word.nameKey, entry);

/** The same with an empty entry for those of which only the names are listed. */
export const namedOrListed = <T extends z.ZodType<object>>(entry: T) =>
  z.union([
    z
      .array(word.name)
      .min(1, { error: 'the list is empty' })
      .transform((names) => Object.fromEntries(names.map((one) => [one, {} as z.output<T>]))),
    named(entry),
  ]);

/** Entries whose short form is only the value of one key, such as a path or a list. */
export const shortFor = <K extends string, V extends z.ZodType, T extends z.ZodType<{ [key in K]?: unknown }>>(
  key: K,
  value: V,
  entry: T,
) => z.union([value.transform((one) => ({ [key]: one }) as unknown as z.output<T>), entry]);

export const texts = word.oneOrMore(word.text);
export const names = word.oneOrMore(word.name);
export const namesOf = (kind: Kind) => word.oneOrMore(word.nameOf(kind));
/** Names of variables of the environment. */
export const variables = word.oneOrMore(
  word.matching(
    'name',
    'the name of a variable',
    /^[A-Za-z_][A-Za-z0-9_]*$/,
    (written) => `\`${written}\` is not the name of a variable: write it like IMPORT_TOKEN`,
  ),
);
/** Who is told or acts: people, roles, and what `recipients` in the checks knows beside them. */
export const who = word.oneOrMore(word.recipient);

export const titled = {
  title: may(word.text, 'What people call it; else its name.', 'Web shop'),
  description: may(word.text, 'More about it.', 'Where customers buy'),
};

/** Which tickets something is for; every condition that is named must hold. */
export const conditions = {
  type: may(namesOf('type'), 'Only tickets of this type, or of one of these.', 'incident', ['request', 'question']),
  severity: may(namesOf('severity'), 'Only tickets of this severity, or of one of these.', 'P1', ['P1', 'P2']),
  impact: may(namesOf('impact'), 'Only tickets of this impact.', 'everybody'),
  category: may(namesOf('category'), 'Only tickets of this category.', 'billing'),
  tier: may(namesOf('tier'), 'Only tickets of customers of this tier.', 'premium'),
};

/** While something else is going on; its short form is only the procedure. */
export const during = shortFor(
  'procedure',
  word.nameOf('procedure'),
  z.strictObject({
    procedure: must(word.nameOf('procedure'), 'While this procedure runs: one of `procedures`.', 'rollout'),
    on: may(word.position, 'Only on these days of it.', 'weeks 5-6'),
  }),
);

export const unknownSenders = word.choice('accept', 'hold', 'refuse');
export const strangers =
  'What is done with mail of who is neither one of `people` nor of a customer; it is accepted where this is left out.';

export const flag = z.boolean({ error: ({ input }) => `${word.foundBefore(input)}true or false is expected` });

export const count = (least: number, most: number) =>
  z
    .int({ error: ({ input }) => `${word.foundBefore(input)}a whole number is expected` })
    .min(least)
    .max(most);
