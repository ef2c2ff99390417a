import { z } from '@hono/zod-openapi';

export const Schedules = z
  .object({
    items: z.array(
      z.object({
        plan: z.string(),
        name: z.string().openapi({ example: 'reviews/access' }),
        title: z.string(),
        every: z.string().openapi({ example: 'first business day of the month 09:00' }),
        timezone: z.string(),
        next: z
          .array(z.object({ at: z.iso.datetime(), local: z.string().openapi({ example: '2027-04-01 09:00:00' }) }))
          .openapi({ description: 'The next five times, in UTC and by the clocks of the time zone' }),
      }),
    ),
  })
  .openapi('Schedules');
