import { z } from '@hono/zod-openapi';

import { At, lineOf, name, words } from '../schemas.ts';

export const NewChange = z
  .strictObject({
    plan: name,
    what: lineOf(200).openapi({
      description: "In the words of the plan's `on change of`, or the name of what is done `on change`",
      example: 'The source sheets',
    }),
    service: name.optional(),
    reference: lineOf(200)
      .optional()
      .openapi({ description: 'What it is elsewhere: a commit, a file, a version', example: 'a1b2c3d' }),
    note: words.optional(),
  })
  .openapi('NewChange');

export const Change = z
  .object({
    at: At,
    began: z
      .array(z.object({ name: z.string(), what: z.string() }))
      .openapi({ description: 'What was begun, under which name' }),
    checks: z.array(z.string()).openapi({ description: 'The checks that are looked at now', example: ['check/api'] }),
  })
  .openapi('Change');
