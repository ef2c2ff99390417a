import { z } from '@hono/zod-openapi';

import { Anything, At, name, whole } from '../schemas.ts';

const Did = z.enum([
  'opened',
  'joined',
  'repeated',
  'acknowledged',
  'resolved',
  'commented',
  'nothing',
  'dropped',
  'muted',
]);

const one = {
  id: z.number(),
  plan: z.string(),
  source: z.string().openapi({ example: 'integration/prometheus' }),
  form: z.enum(['alertmanager', 'pagerduty', 'events', 'monitor']),
  at: At,
  heardAt: At.nullable().openapi({ description: 'null: it waits' }),
  outcome: z
    .array(z.object({ key: z.string(), did: Did, reference: z.string().nullable() }))
    .optional()
    .openapi({ description: 'What each signal of it did' }),
  error: z.string().nullable().openapi({ description: 'Why it could not be heard' }),
};

export const Received = z
  .object({ items: z.array(z.object(one)), next: z.number().nullable().openapi({ description: 'The next cursor' }) })
  .openapi('Received');

export const ReceivedOne = z
  .object({ ...one, body: z.record(z.string(), z.unknown()).openapi({ description: 'As it came, without its key' }) })
  .openapi('ReceivedOne');

export const ReceivedFilter = z.strictObject({
  plan: name.optional(),
  source: name.optional(),
  state: z.enum(['waiting', 'heard', 'failed']).optional(),
  cursor: whole(0, Number.MAX_SAFE_INTEGER).optional(),
  limit: whole(1, 200).default(50),
});

export const ReceivedId = z.object({
  id: whole(1, Number.MAX_SAFE_INTEGER).openapi({ param: { name: 'id', in: 'path' }, example: 7 }),
});

export const NewAlertTest = z
  .strictObject({
    plan: name,
    integration: name,
    body: z.unknown().openapi({ ...Anything, description: 'What it would send' }),
  })
  .openapi('NewAlertTest');

export const AlertTest = z
  .object({
    signals: z.array(
      z.object({
        key: z.string(),
        title: z.string(),
        action: z.enum(['trigger', 'acknowledge', 'resolve', 'comment', 'drop']),
        severity: z.string().nullable(),
        type: z.string().nullable(),
        service: z.string().nullable(),
        runbook: z.string().nullable(),
        policy: z.string().nullable(),
        would: Did,
        reference: z.string().nullable().openapi({ description: 'The incident that it would concern' }),
      }),
    ),
  })
  .openapi('AlertTest');

export const Alerts = z
  .object({
    firing: z.number(),
    resolved: z.number(),
    items: z.array(
      z.object({
        key: z.string(),
        source: z.string(),
        title: z.string(),
        status: z.enum(['firing', 'resolved']),
        count: z.number().openapi({ description: 'How often it was heard of' }),
        firstAt: At,
        lastAt: At,
        resolvedAt: At.nullable(),
        details: z.record(z.string(), z.unknown()),
      }),
    ),
  })
  .openapi('Alerts');
