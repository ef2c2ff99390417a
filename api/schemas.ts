import { z } from '@hono/zod-openapi';

/** What Postgres cannot keep is refused in every text of a body (api/body.ts). */
export const kept = { pattern: String.raw`^[^\u0000]*$` };
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
/** One line that says something; the blanks around it are not kept. */
const lineText = String.raw`^[\s\ufeff]*[^\u0000-\u001f\u007f-\u009f]*[^\u0000-\u001f\u007f-\u009f\s\ufeff][^\u0000-\u001f\u007f-\u009f]*[\s\ufeff]*$`;
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

/** What a sender makes up so that a repeated request is one. */
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

/** One line of text, of at most so many characters. */
export const lineOf = (most: number) =>
  z
    .string()
    .max(most)
    .trim()
    .min(1)
    .regex(/^\P{Cc}*$/u, 'must be one line, without control characters.')
    .openapi({ minLength: 1, pattern: lineText });
export const line = lineOf(200);

/** An instant, as it is told. */
export const At = z.iso.datetime();

/** How much time a promise gives. */
export const Target = z.union([z.object({ seconds: z.number() }), z.object({ businessDays: z.number() })]);

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
