import { z } from '@hono/zod-openapi';

import { At } from '../schemas.ts';

export const Integration = z
  .object({
    plan: z.string(),
    name: z.string(),
    title: z.string(),
    kind: z.string().openapi({ example: 'slack' }),
    state: z
      .enum(['well', 'failing', 'left alone', 'disabled', 'not configured', 'never told', 'not told'])
      .openapi({ description: 'How it takes what it is told; `not told`: it is of a kind that only tells' }),
    lacks: z.string().nullable().openapi({ description: 'What it lacks, where it is not configured' }),
    fallback: z.string().nullable(),
    failures: z.int().openapi({ description: 'In a row' }),
    openUntil: At.nullable().openapi({ description: 'Until when it is left alone' }),
    sentAt: At.nullable(),
    failedAt: At.nullable(),
    code: z.string().nullable().openapi({ description: 'Of the last failure', example: 'HTTP_500' }),
  })
  .openapi('Integration');

export const Integrations = z
  .object({
    items: z.array(Integration),
    lateness: z
      .array(
        z.object({
          plan: z.string(),
          channel: z.string().openapi({ example: 'mail' }),
          count: z.int(),
          p50Ms: z.int(),
          p99Ms: z.int(),
        }),
      )
      .openapi({ description: 'How late what was told in the last 30 days arrived' }),
  })
  .openapi('Integrations');

export const IntegrationTest = z
  .strictObject({
    to: z.string().max(100).optional().openapi({ description: 'Of a gateway for SMS: the person who is to get it' }),
  })
  .openapi('IntegrationTest');

export const Accepted = z.object({ plan: z.string(), name: z.string() }).openapi('AcceptedTest');
