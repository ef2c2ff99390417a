import { z } from 'zod';
import { weekdays } from '../hours.ts';
import { dateKey } from '../week.ts';
import * as word from '../words.ts';

const century = { seconds: 36_525 * 86_400, days: 36_525 };

/** Epoch ms of a text; what is finer than a millisecond is cut off. */
const instant = z.iso
  .datetime({
    offset: true,
    error: ({ input }) => `${word.foundBefore(input)}an instant such as 2026-12-24T09:00:00.000Z is expected`,
  })
  .transform((text) => Date.parse(text));

const number = z.number({ error: ({ input }) => `${word.foundBefore(input)}a number is expected` }).min(0);

const target = z
  .strictObject({
    seconds: number.max(century.seconds).optional(),
    businessDays: number.max(century.days).int({ error: 'a whole number of business days is expected' }).optional(),
  })
  .refine(({ seconds, businessDays }) => (seconds === undefined) !== (businessDays === undefined), {
    error: 'a target has either `seconds` or `businessDays`',
  });

const intervals = z.array(word.hours);

const calendar = z
  .strictObject({
    zone: word.timezone,
    always: z.boolean({ error: 'true or false is expected' }).optional(),
    week: z.partialRecord(z.enum(weekdays), intervals).optional(),
    closed: z.array(word.date).optional(),
    special: z.record(dateKey, intervals).optional(),
  })
  .refine(({ always, week }) => (always === true) !== (week !== undefined), {
    error: 'a calendar has either a `week` or `always: true`',
  })
  .refine(({ always, closed, special }) => always !== true || (closed ?? special) === undefined, {
    error: 'a calendar that is always open has no `closed` and no `special` dates',
  });

const pause = z
  .strictObject({ from: instant, to: instant.nullish().transform((to) => to ?? null) })
  .refine(({ from, to }) => to === null || to >= from, { error: 'the pause ends before it begins' });

const change = z.strictObject({
  at: instant,
  target,
  retroactive: z.boolean({ error: 'true or false is expected' }).default(true),
});

/** A case of `guardia clock`: a clock and all that happened to it. */
export const clockCase = z.strictObject({
  calendar,
  openedAt: instant,
  target,
  thresholds: z.array(number.max(100)).default([0.5, 0.8, 1]),
  pauses: z.array(pause).default([]),
  changes: z.array(change).default([]),
  fulfilledAt: instant.nullish().transform((at) => at ?? null),
});

export type WrittenCase = z.output<typeof clockCase>;
