import { z } from '@hono/zod-openapi';

import { phasing } from './schemas/phases.ts';

/** What Postgres cannot keep is refused in every text of a body (api/body.ts). */
const kept = { pattern: String.raw`^[^\u0000]*$` };
export const name = z.string().min(1).max(100).openapi(kept);
/** A number in a path or a query. */
export const whole = (least: number, most: number) => {
  const error = `must be a whole number of at least ${least}.`;
  return z.coerce
    .number({ error })
    .int({ error, abort: true })
    .min(least, { error })
    .max(most, { error: `must be at most ${most}.` });
};

/** What browsers take for an address; the stricter rules of zod refuse some that exist. */
export const email = z.email({ pattern: z.regexes.html5Email }).max(254);
/** One line that says something. */
const lineText = String.raw`^[^\u0000-\u001f\u007f-\u009f]*[^\u0000-\u001f\u007f-\u009f\s\ufeff][^\u0000-\u001f\u007f-\u009f]*$`;
const anything = { $ref: '#/components/schemas/Anything' };
/** Any JSON that can be kept. */
export const Anything = {
  anyOf: [
    { type: 'string' as const, ...kept },
    { type: ['number' as const, 'boolean' as const, 'null' as const] },
    { type: 'array' as const, items: anything },
    { type: 'object' as const, propertyNames: kept, additionalProperties: anything },
  ],
};
export const fieldsSchema: object = {
  type: 'object',
  propertyNames: { ...kept, maxLength: 100 },
  additionalProperties: anything,
};
export const text = z.string().min(1).max(20_000).openapi(kept);
/** What a person says: any lines, not all of them blank. */
const wordsText = String.raw`^[^\u0000]*[^\u0000-\u001f\u007f-\u009f\s\ufeff][^\u0000]*$`;
export const words = z
  .string()
  .max(20_000)
  .regex(/[^\p{Cc}\s\ufeff]/u, 'must not be empty.')
  .openapi({ minLength: 1, pattern: wordsText });

export const Reference = z.object({
  reference: z.string().openapi({ param: { name: 'reference', in: 'path' }, example: 'TRA-1' }),
});

/** RFC-less but common: what a sender makes up so that a repeated request is one. */
export const IdempotencyKey = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 visible ASCII characters.')
    .optional()
    .openapi({
      example: 'alert-4711',
      description: 'The same key from the same caller within seven days is the same request.',
    }),
});

/** One line of text. */
export const line = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}*$/u, 'must be one line, without control characters.')
  .openapi({ pattern: lineText });

export const Report = z
  .strictObject({
    plan: name.openapi({ example: 'transport' }),
    title: line.openapi({ example: 'App inaccesibilă' }),
    description: text.optional(),
    type: name.optional().openapi({
      example: 'incident',
      description: 'Left out, it is that of its category, else `incident`',
    }),
    severity: name.optional().openapi({
      example: 'P1',
      description: 'May be left out only where its category gives one',
    }),
    impact: name.optional(),
    service: name.optional(),
    category: name.optional(),
    channel: name.optional(),
    requester: z.strictObject({ name: name.optional(), email }).optional(),
    fields: z.record(z.string().max(100), z.unknown()).openapi(fieldsSchema).optional(),
    dedupKey: z.string().min(1).max(255).openapi(kept).optional(),
  })
  .openapi('Report');

const At = z.iso.datetime();

/** How much time a promise gives. */
export const Target = z.union([z.object({ seconds: z.number() }), z.object({ businessDays: z.number() })]);

const ClockSchema = z
  .object({
    metric: z.string(),
    target: Target,
    calendar: z.string(),
    rule: z.string().openapi({ example: 'severities.P1.response' }),
    warnsAt: At.nullable().openapi({ description: 'When the lower bound of a range is reached' }),
    dueAt: At.nullable(),
    state: z.enum(['running', 'paused', 'met', 'breached', 'stopped']),
    fulfilledAt: At.nullable(),
    breachedAt: At.nullable(),
  })
  .openapi('Clock');

const Attached = z.array(
  z.object({ name: z.string(), title: z.string(), href: z.string().openapi({ description: 'Where its text is' }) }),
);

export const Incident = z
  .object({
    reference: z.string(),
    plan: z.string(),
    planVersion: z.number(),
    type: z.string(),
    title: z.string(),
    description: z.string().nullable(),
    status: z.string(),
    escalated: z
      .object({
        since: At,
        why: z.string(),
      })
      .nullable(),
    acknowledgedAt: At.nullable(),
    severity: z.string(),
    tier: z.string().nullable(),
    customer: z.string().nullable(),
    service: z.string().nullable(),
    category: z.string().nullable(),
    level: z.string().nullable(),
    assignee: z.string().nullable(),
    impact: z.string().nullable(),
    channel: z.string().nullable(),
    requester: z
      .object({
        name: z.string().optional(),
        email: z.string(),
      })
      .nullable(),
    fields: z.record(z.string(), z.unknown()),
    runbooks: Attached,
    articles: Attached,
    relations: z.array(
      z.object({
        as: z.string().openapi({ example: 'child', description: 'What this incident is to the other' }),
        to: z.string().openapi({ example: 'TRA-2' }),
        title: z.string().nullable(),
        status: z.string().nullable(),
      }),
    ),
    dedupKey: z.string().nullable(),
    openedAt: At,
    hold: z
      .object({
        since: At,
        pause: z.string().nullable(),
        stops: z.array(z.string()).nullable().openapi({ description: 'Which clocks stand still; null: all' }),
        until: At.nullable(),
      })
      .nullable(),
    snoozedUntil: At.nullable(),
    appointment: z.object({ at: At, minutes: z.number() }).nullable(),
    ...phasing,
    duplicateOf: z.string().nullable(),
    awaitsRelease: z
      .boolean()
      .openapi({ description: 'Whom it concerns is told of the solution with the release that has it' }),
    resolvedAt: At.nullable(),
    endedAt: At.nullable(),
    version: z.number(),
    clocks: z.array(ClockSchema),
    next: z
      .object({
        at: At,
        what: z.string(),
      })
      .nullable(),
    undecidable: z.boolean().openapi({
      description:
        'Its state goes beyond its plan: what is known is told, and nothing happens by itself until that is mended',
    }),
    acts: z.array(
      z.object({
        verb: z.string(),
        needs: z.array(z.string()),
        may: z.array(z.string()),
      }),
    ),
  })
  .openapi('Incident');

export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    detail: z.string(),
    instance: z.string(),
    errors: z
      .array(
        z.object({
          pointer: z.string(),
          detail: z.string().optional(),
          file: z.string().optional().openapi({ description: 'Of what is wrong with a plan: where, and which rule' }),
          line: z.number().optional(),
          col: z.number().optional(),
          path: z.string().optional(),
          rule: z.string().optional(),
          severity: z.string().optional(),
        }),
      )
      .optional(),
  })
  .openapi('Problem');
