import { z } from '@hono/zod-openapi';

const ms = (description: string) => z.int().openapi({ description });
const rate = z.number().nullable().openapi({ example: 0.4 });

export const Uptime = z
  .object({
    plan: z.string(),
    service: z.string(),
    title: z.string(),
    month: z.string().openapi({ example: '2027-03', description: 'By the clocks of the plan' }),
    from: z.iso.datetime(),
    until: z.iso.datetime(),
    measure: z
      .object({ by: z.enum(['checks', 'services', 'incidents']), names: z.array(z.string()) })
      .openapi({ description: 'By what it is seen whether it is up' }),
    maintenance: z.enum(['counts', 'does not count']),
    uptime: z.number().nullable().openapi({
      example: 0.9991,
      description: 'The share of the known time that it was up; null where nothing is known',
    }),
    knownMs: ms('For how long it is known how it was'),
    downMs: ms('Down, as far as that counts'),
    plannedMs: ms('Announced maintenance in the time that is known'),
    target: z.number().nullable().openapi({ example: 0.995 }),
    budget: z
      .object({
        allowedMs: ms('What the target leaves of this month'),
        spentMs: ms('What of it is used up'),
        leftMs: ms('Below zero: the promise is broken'),
      })
      .nullable(),
    met: z.boolean().nullable(),
    burn: z
      .object({ '1h': rate, '6h': rate, '3d': rate })
      .nullable()
      .openapi({ description: 'How fast the error budget burns now: 1 uses it up exactly in a month' }),
  })
  .openapi('Uptime');

const Together = z.object({
  plan: z.string(),
  name: z.string(),
  title: z.string(),
  of: z.array(z.string()),
  target: z.number(),
  uptime: z.number().nullable().openapi({ description: 'Of the service that was up the least' }),
  met: z.boolean().nullable(),
});

export const Uptimes = z
  .object({
    items: z.array(Uptime),
    objectives: z
      .array(Together)
      .openapi({ description: 'The plans’ objectives about uptime: each of their services must reach it' }),
  })
  .openapi('Uptimes');
