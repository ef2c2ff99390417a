import { z } from '@hono/zod-openapi';

import { whole } from '../schemas.ts';

const text = z
  .string()
  .max(200)
  .regex(/^[^\0]*$/, 'holds a NUL character, which cannot be.')
  .openapi({ pattern: String.raw`^[^\u0000]*$` })
  .optional();
const flag = z
  .enum(['true', 'false'])
  .transform((said) => said === 'true')
  .openapi({ type: 'string', enum: ['true', 'false'] })
  .optional();
const instant = z.iso
  .datetime({ offset: true })
  .transform((said) => Date.parse(said))
  .openapi({ type: 'string', format: 'date-time' })
  .optional();

/** What a list of incidents is narrowed to. */
export const IncidentFilter = z.strictObject({
  plan: text,
  type: text,
  severity: text,
  service: text,
  tier: text,
  category: text,
  customer: text,
  level: text,
  assignee: text.openapi({ description: 'A person of the plan, or `nobody`' }),
  status: text.openapi({ description: 'A status, or `open`, or `escalated`' }),
  escalated: flag,
  breached: flag.openapi({ description: 'Whether a promise about it is broken' }),
  release: z
    .enum(['awaited'])
    .optional()
    .openapi({ description: 'Those that wait for the release that has their solution' }),
  openedAfter: instant.openapi({ description: 'At this instant or later' }),
  openedBefore: instant,
  q: text.openapi({
    description:
      'What is said of it, in the language of its plan: words (or how they begin), `"a phrase"`, `-without`, `this or that`; or how its reference begins',
    example: 'printer "paper jam" -toner',
  }),
  cursor: text,
  limit: whole(1, 200).default(50),
});
