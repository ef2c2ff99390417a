import { z } from '@hono/zod-openapi';

import { email, lineOf, whole } from '../schemas.ts';

const name = z.string().min(1).max(100);

export const NewSubscriber = z
  .strictObject({
    plan: name.openapi({ example: 'transport' }),
    email: email.openapi({ example: 'joe@acme.example' }),
    name: lineOf(100).optional(),
  })
  .openapi('NewSubscriber');

export const Subscriber = z
  .object({
    id: z.int().openapi({ example: 7 }),
    plan: z.string(),
    email: z.string(),
    name: z.string().nullable(),
    addedAt: z.iso.datetime(),
  })
  .openapi('Subscriber');

export const SubscribersQuery = z.strictObject({
  plan: name,
  cursor: z
    .string()
    .regex(/^\d{1,9}$/, 'is not one that a list gave out: start without it.')
    .optional(),
  limit: whole(1, 200).default(50),
});

export const Subscribers = z.object({ items: z.array(Subscriber), next: z.string().nullable() }).openapi('Subscribers');

export const SubscriberId = z.object({
  id: whole(1, 2_147_483_647).openapi({ param: { name: 'id', in: 'path' }, example: 7 }),
});
