import { z } from 'zod';
import { holidayProblem } from './holidays.ts';
import * as word from './words.ts';
import { calendarBody } from './week.ts';

const names = z.array(word.name);

/** Named entries of a chapter, in the order in which they are written. */
const named = <T extends z.ZodType>(entry: T) => z.record(word.nameKey, entry);

/** What one row of targets promises. */
const promises = {
  response: word.target.optional(),
  resolution: word.target.optional(),
  calendar: word.name.optional(),
};

const described = { title: word.text.optional(), description: word.text.optional() };

const severity = z.strictObject({
  ...described,
  ...promises,
  postmortem: word.target.optional(),
  escalation: word.name.optional(),
});

const tier = z.strictObject({ ...described, ...promises });

const row = z
  .strictObject({
    when: z.strictObject({ severity: word.name.optional(), tier: word.name.optional(), type: word.name.optional() }),
    ...promises,
  })
  .refine(({ response, resolution }) => response !== undefined || resolution !== undefined, {
    error: 'the row promises nothing: give it a response or a resolution',
  });

const step = z
  .strictObject({
    at: word.stepAt,
    tell: word.oneOrMore(word.text),
    repeat: word.repeat.optional(),
    'at most': z
      .int({ error: ({ input }) => `${word.foundBefore(input)}a whole number is expected` })
      .min(1)
      .max(1000)
      .optional(),
  })
  .refine((one) => (one.repeat === undefined) === (one['at most'] === undefined), {
    error: '`repeat` and `at most` go together, such as `repeat: every 15m until acknowledged, at most: 3`',
  })
  .refine(({ tell }) => tell.length > 0, { error: 'the step tells nobody', path: ['tell'] });

const country = word.text;
const holidays = z
  .union([
    country.transform((code) => ({ country: code })),
    z.strictObject({ country, state: word.text.optional(), region: word.text.optional() }),
  ])
  .superRefine((source, context) => {
    const problem = holidayProblem(source);
    if (problem !== null)
      context.addIssue({ code: 'custom', message: problem, input: source, params: { rule: 'holidays' } });
  });

/** The types of tickets of a plan that names none (design §1). */
export const usualTypes: readonly string[] = ['incident', 'request', 'question', 'security', 'task'];

/** The plan file, version 1 of the language: one key a chapter. */
export const planSchema = z.strictObject({
  guardia: z.literal(1, {
    error: ({ input }) => `${word.foundBefore(input)}the version of the language, 1, is expected`,
  }),
  plan: word.slug,
  title: word.text,
  reference: word.reference,
  locale: word.locale,
  timezone: word.timezone,
  calendars: named(calendarBody(holidays)).optional(),
  people: named(z.strictObject({ name: word.text, email: word.email })).optional(),
  roles: named(word.oneOrMore(word.name)).optional(),
  services: named(z.strictObject({ title: word.text, description: word.text.optional() })).optional(),
  types: names.min(1, { error: 'the list is empty; leave it out for the usual types' }).optional(),
  customers: named(
    z.strictObject({
      ...described,
      domains: word.oneOrMore(word.domain),
      tier: word.name.optional(),
      contact: word.name.optional(),
    }),
  ).optional(),
  severities: named(severity).refine((all) => Object.keys(all).length > 0, {
    error: 'a plan has at least one severity',
  }),
  tiers: named(tier).optional(),
  targets: z.array(row).optional(),
  combine: z.enum(['strictest', 'severity', 'tier', 'first']).optional(),
  escalation: named(z.array(step)).optional(),
  reopen: word.span.optional(),
});

/** A plan file that is well formed; its references may still lead nowhere. */
export type Written = z.output<typeof planSchema>;
export type WrittenStep = z.output<typeof step>;
