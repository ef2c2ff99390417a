import { z } from '@hono/zod-openapi';

import { At } from '../schemas.ts';

/** The phases of the work on an incident. */
export const phasing = {
  phase: z
    .object({
      name: z.string(),
      title: z.string(),
      since: At,
      endsAt: At.nullable(),
      overran: z.boolean().openapi({ description: 'Whether it was not done when it should have been' }),
      steps: z.array(z.string()),
      owner: z.array(z.string()).openapi({ description: 'The people who lead it' }),
    })
    .nullable()
    .openapi({ description: 'The phase of the work that it is in' }),
  phases: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      state: z.enum(['done', 'current', 'ahead', 'skipped']),
      neededToClose: z.boolean(),
      status: z.boolean().openapi({ description: 'Whether it comes and goes with the status that it is called like' }),
    }),
  ),
};
