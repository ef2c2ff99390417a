import { z } from '@hono/zod-openapi';

import { At } from '../schemas.ts';

/** What was done to a clock; which of the rest is there depends on that. */
const clockChange = {
  type: 'object' as const,
  required: ['metric', 'round'],
  properties: {
    metric: { type: 'string' as const, example: 'response' },
    round: { type: 'integer' as const },
  },
  additionalProperties: { $ref: '#/components/schemas/Anything' },
};
const codes = {
  type: 'object' as const,
  description: 'Codes and numbers, and lists and objects of them',
  properties: {
    clocks: {
      type: 'array' as const,
      items: clockChange,
      description:
        'What was done to which clock: begun, paused, resumed, met, stopped, revived, dropped, or another target',
    },
  },
  additionalProperties: { $ref: '#/components/schemas/Anything' },
};

/** What has happened to an incident. */
export const Events = z
  .object({
    items: z.array(
      z
        .object({
          seq: z.int().openapi({ description: 'Its number within the incident' }),
          key: z.string().openapi({ description: 'Unique within the incident', example: 'escalated:critical:1' }),
          kind: z.string().openapi({ example: 'escalated' }),
          at: At,
          dueAt: At.nullable().openapi({ description: 'When it should have happened, of what happens by itself' }),
          by: z.string().nullable().openapi({
            description:
              'A person of the plan, `admin`, `requester`, `mail` of what somebody wrote who is not known to be either, or null for Guardia itself',
          }),
          data: z.record(z.string(), z.unknown()).openapi(codes),
          text: z.record(z.string(), z.string()).nullable().openapi({ description: 'What people said' }),
          hash: z.string().openapi({ description: 'Over this event and the one before' }),
        })
        .openapi('Event'),
    ),
  })
  .openapi('Events');

/** Who was told what. */
export const Notifications = z
  .object({
    items: z.array(
      z
        .object({
          recipient: z.string(),
          name: z.string().nullable(),
          channel: z.string().openapi({ example: 'mail' }),
          kind: z.string(),
          event: z.string().openapi({ description: 'The key of the event it tells of' }),
          dueAt: At,
          sentAt: At.nullable(),
          lateMs: z.int().nullable().openapi({ description: 'How long after it was due it was sent' }),
          outcome: z.string().openapi({ example: 'sent' }),
          attempts: z.int(),
          messageId: z.string(),
          tryAt: At.nullable().openapi({ description: 'When it may next be sent; null once settled' }),
          by: z.string().openapi({ description: 'The channel that is taken in fact', example: 'mail' }),
          tries: z
            .array(
              z.object({
                by: z.string(),
                at: At,
                ms: z.int().openapi({ description: 'How long it took' }),
                outcome: z.string(),
                code: z.string().nullable().openapi({ example: 'HTTP_500' }),
              }),
            )
            .openapi({ description: 'Every attempt of the last 90 days, the oldest first' }),
        })
        .openapi('Notification'),
    ),
  })
  .openapi('Notifications');
