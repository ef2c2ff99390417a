import { z } from '@hono/zod-openapi';

import { At, lineOf, name } from '../schemas.ts';

const statuses = ['new', 'up', 'down', 'late', 'started', 'unknown', 'not configured', 'muted'] as const;

export const MonitorsQuery = z.strictObject({
  plan: z.string().max(200).optional(),
  status: z.enum(statuses).optional(),
});

export const MonitorPath = z.object({
  plan: name.openapi({ param: { name: 'plan', in: 'path' }, example: 'transport' }),
  kind: z.enum(['check', 'alert', 'heartbeat']).openapi({ param: { name: 'kind', in: 'path' } }),
  name: name.openapi({ param: { name: 'name', in: 'path' }, example: 'api' }),
});

const Found = z.object({
  at: At.openapi({ description: 'The instant for which it was looked at' }),
  ok: z.boolean().nullable().openapi({ description: 'null: it could not be measured' }),
  ms: z.number().nullable(),
  value: z.number().nullable().openapi({ description: 'What was measured; of a share 0 to 1, of a time ms' }),
  words: z.string().nullable().openapi({ example: 'HTTP 503' }),
});

export const Monitor = z
  .object({
    plan: z.string(),
    kind: z.enum(['check', 'alert', 'heartbeat']),
    name: z.string().openapi({ example: 'api' }),
    title: z.string(),
    service: z.string().nullable(),
    every: z.string().openapi({ example: '5m' }),
    opens: z.string().nullable().openapi({ description: 'The severity of what it opens; null: nothing' }),
    status: z.string().openapi({
      example: 'up',
      description: 'new, up, down, late, started, unknown (it cannot be measured) or not configured',
    }),
    since: At.nullable(),
    flapping: z.boolean().openapi({ description: 'It goes up and down, and is held down until it stays alike' }),
    askedAt: At.nullable().openapi({ description: 'Since when somebody waits for it to be looked at' }),
    last: Found.nullable(),
    muted: z.object({ until: At, by: z.string(), reason: z.string().nullable() }).nullable(),
    timezone: z.string(),
  })
  .openapi('Monitor');

export const Monitors = z.object({ items: z.array(Monitor) }).openapi('Monitors');

export const MonitorResults = z
  .object({ ...Monitor.shape, results: z.array(Found).openapi({ description: 'The last 100, the newest first' }) })
  .openapi('MonitorResults');

export const NewMute = z
  .strictObject({
    until: z.iso
      .datetime({ offset: true })
      .transform((text) => Date.parse(text))
      .openapi({ type: 'string', format: 'date-time', description: 'At most 90 days from now' }),
    reason: lineOf(1000).optional(),
  })
  .openapi('NewMute');
