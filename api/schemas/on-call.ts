import { z } from '@hono/zod-openapi';

import { At, name } from '../schemas.ts';

/** An instant with its offset, as epoch ms. */
const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

export const OnCallQuery = z.strictObject({
  plan: z.string().max(200).optional(),
  at: instant
    .optional()
    .openapi({ type: 'string', format: 'date-time', description: 'From when; now where it is left out' }),
  until: instant
    .optional()
    .openapi({ type: 'string', format: 'date-time', description: 'Four weeks on where it is left out' }),
});

const Shift = z
  .object({
    person: z.string(),
    name: z.string(),
    from: At.nullable().openapi({ description: 'null: longer ago than was looked' }),
    until: At.nullable().openapi({ description: 'null: no end in sight' }),
  })
  .openapi('Shift');

export const OnCall = z
  .object({
    items: z.array(
      z.object({
        plan: z.string(),
        rotation: z.string().openapi({ example: 'primary' }),
        title: z.string(),
        timezone: z.string(),
        at: At,
        until: At,
        now: Shift.nullable().openapi({ description: 'Who is on call at `at`' }),
        next: Shift.nullable().openapi({ description: 'The first shift that begins after `at`' }),
        shifts: z.array(Shift).openapi({ description: 'Those from `at` until `until`, overrides among them' }),
        gaps: z.array(z.object({ from: At, until: At })).openapi({ description: 'When nobody is on call' }),
      }),
    ),
  })
  .openapi('OnCall');

export const NewOverride = z
  .strictObject({
    plan: name.openapi({ example: 'voip' }),
    rotation: name.openapi({ example: 'plantao' }),
    person: name.openapi({ example: 'davi' }),
    from: instant.optional().openapi({ type: 'string', format: 'date-time', description: 'Now where it is left out' }),
    until: instant.openapi({ type: 'string', format: 'date-time' }),
    reason: z
      .string()
      .max(1000)
      .trim()
      .min(1)
      .openapi({ minLength: 1, pattern: String.raw`^[^\u0000]*[^\u0000\s][^\u0000]*$` })
      .optional(),
  })
  .openapi('NewOverride');

export const Override = z
  .object({
    id: z.number(),
    plan: z.string(),
    rotation: z.string(),
    person: z.string(),
    from: At,
    until: At,
    reason: z.string().nullable(),
    madeAt: At,
    madeBy: z.string(),
    cancelledAt: At.nullable(),
    cancelledBy: z.string().nullable(),
  })
  .openapi('Override');

export const Overrides = z.object({ items: z.array(Override) }).openapi('Overrides');
