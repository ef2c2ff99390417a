import { z } from '@hono/zod-openapi';

import { At, name } from '../schemas.ts';

export const Id = z.object({
  id: z
    .string()
    .regex(/^[0-9a-f]{12}$/, 'must be 12 hexadecimal digits.')
    .openapi({ param: { name: 'id', in: 'path' }, example: '3f2a9c0d11be' }),
});

export const NewKey = z
  .strictObject({
    plan: name.optional().openapi({ description: 'The own one where it is left out; an administrator must say it' }),
    person: name.optional().openapi({ description: 'Oneself where it is left out; an administrator must say it' }),
    label: name.optional(),
  })
  .openapi('NewKey');

export const MadeKey = z.object({ id: z.string(), key: z.string() }).openapi('MadeKey');

export const Keys = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        plan: z.string().nullable(),
        person: z.string().nullable().openapi({ description: 'null: an administrator' }),
        label: z.string(),
        createdAt: At,
        revokedAt: At.nullable(),
      }),
    ),
  })
  .openapi('Keys');

export const Sessions = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        plan: z.string().nullable(),
        person: z.string().nullable().openapi({ description: 'null: an administrator' }),
        key: z.string().nullable().openapi({ description: 'The key it was opened with; null: a mailed link' }),
        createdAt: At,
        expiresAt: At,
      }),
    ),
  })
  .openapi('Sessions');

export const NewDoorKey = z
  .strictObject({
    plan: name,
    name: z.string().min(1).max(200).openapi({ example: 'integration/prometheus' }),
  })
  .openapi('NewDoorKey');

const door = {
  plan: z.string(),
  name: z.string().openapi({ example: 'integration/prometheus' }),
  kind: z.enum(['alertmanager', 'pagerduty', 'webhook', 'heartbeat']),
};

export const DoorKey = z
  .object({
    id: z.string(),
    ...door,
    key: z.string(),
    url: z.string().openapi({ description: 'Where that one sends to' }),
  })
  .openapi('DoorKey');

export const Doors = z
  .object({
    items: z.array(
      z.object({
        ...door,
        given: z
          .object({ as: z.string(), configured: z.boolean() })
          .nullable()
          .openapi({ description: 'How the plan gives its key; null: Guardia makes it' }),
        keys: z
          .array(z.object({ id: z.string(), madeAt: At, endsAt: At.nullable() }))
          .openapi({ description: 'The keys that Guardia made and that open it, without their secrets' }),
      }),
    ),
  })
  .openapi('Doors');
