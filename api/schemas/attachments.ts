import { z } from '@hono/zod-openapi';

import { At, Reference, whole } from '../schemas.ts';

export const AttachmentId = Reference.extend({
  id: whole(1, Number.MAX_SAFE_INTEGER).openapi({ param: { name: 'id', in: 'path' }, example: 7 }),
});

/** The files of an incident. */
export const Attachments = z
  .object({
    items: z.array(
      z
        .object({
          id: z.int(),
          name: z.string().openapi({ example: 'screenshot.png' }),
          type: z.string().openapi({ example: 'image/png', description: 'As its sender calls it: nothing to trust' }),
          size: z.int().openapi({ description: 'In bytes' }),
          at: At,
          event: z.string().openapi({ description: 'The key of the event that it came with' }),
          public: z.boolean().openapi({ description: 'Whether the requester sees it' }),
          href: z.string().openapi({ description: 'Where it is' }),
        })
        .openapi('Attachment'),
    ),
  })
  .openapi('Attachments');
