import { z } from '@hono/zod-openapi';

import { At, whole } from '../schemas.ts';

export const MailId = z.object({
  id: whole(1, Number.MAX_SAFE_INTEGER).openapi({ param: { name: 'id', in: 'path' }, example: 7 }),
});

/** Mails of strangers that wait for somebody to look at them. */
export const HeldMails = z
  .object({
    items: z.array(
      z
        .object({
          id: z.int(),
          plan: z.string(),
          door: z.string().openapi({ example: 'channel/email', description: 'Where it came to' }),
          from: z.string().nullable().openapi({ description: 'As it says itself' }),
          subject: z.string(),
          at: At,
          reference: z
            .string()
            .nullable()
            .openapi({ description: 'The incident that it is about; null: it would be a new one' }),
        })
        .openapi('HeldMail'),
    ),
  })
  .openapi('HeldMails');

export const Became = z
  .object({
    outcome: z.string().openapi({ example: 'opened' }),
    reference: z.string().nullable().openapi({ example: 'TRA-1', description: 'The incident that it belongs to' }),
  })
  .openapi('Became');
