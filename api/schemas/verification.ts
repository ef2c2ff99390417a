import { z } from '@hono/zod-openapi';

import { At, Target } from '../schemas.ts';

const Counted = z
  .object({
    from: At,
    target: Target,
    calendar: z.string(),
    rule: z.string(),
    pauses: z.array(z.object({ from: At, to: At.nullable() })),
    fulfilledAt: At.nullable(),
    breachedAt: At.nullable(),
    stoppedAt: At.nullable(),
  })
  .nullable();

export const Verification = z
  .object({
    reference: z.string(),
    holds: z.boolean().openapi({ description: 'Whether everything agrees' }),
    chain: z.object({
      holds: z.boolean(),
      events: z.int(),
      brokenAt: z
        .int()
        .nullable()
        .openapi({ description: 'The number of the first event that is not as it was written' }),
    }),
    clocks: z
      .array(
        z.object({
          metric: z.string(),
          round: z.int(),
          agrees: z.boolean(),
          stored: Counted,
          counted: Counted,
        }),
      )
      .nullable()
      .openapi({ description: 'Null where an earlier release recorded too little to count again' }),
  })
  .openapi('Verification');
