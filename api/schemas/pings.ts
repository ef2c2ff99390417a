import { z } from '@hono/zod-openapi';

export const Pings = z
  .object({
    items: z.array(
      z.object({
        id: z.int(),
        at: z.iso.datetime(),
        kind: z.enum(['start', 'ok', 'fail', 'log']),
        exit: z.int().nullable().openapi({ description: 'The exit code, where it was told' }),
        rid: z.string().nullable().openapi({ description: 'By which the job tells its runs apart' }),
        ms: z.int().nullable().openapi({ description: 'How long the run took that ended with it' }),
        bytes: z.int().openapi({ description: 'How much it said' }),
      }),
    ),
  })
  .openapi('Pings');
