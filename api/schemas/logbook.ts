import { z } from '@hono/zod-openapi';

import { logbookKinds, writtenKinds } from '../../domain/logbook.ts';
import { At, line, name, whole, words } from '../schemas.ts';

const instant = (description: string) =>
  z.iso
    .datetime({ offset: true })
    .transform((text) => Date.parse(text))
    .optional()
    .openapi({ type: 'string', format: 'date-time', description });

export const LogbookQuery = z.strictObject({
  plan: z.string().max(200).optional(),
  kind: z.enum(logbookKinds).optional(),
  service: z.string().max(200).optional(),
  from: instant('Not what was before'),
  until: instant('Only what was before'),
  q: z.string().max(200).optional().openapi({
    description: 'Words, or what they begin with; "a phrase", -word, or',
    example: 'certificate -staging',
  }),
  cursor: z.string().max(500).optional(),
  limit: whole(1, 200).default(50),
});

const Change = z.object({ path: z.string(), kind: z.enum(['added', 'removed', 'changed']), sentence: z.string() });

export const Logbook = z
  .object({
    items: z.array(
      z
        .object({
          at: At,
          kind: z.enum(logbookKinds),
          what: z
            .string()
            .openapi({ example: 'resolved', description: 'What has happened; `logged`: it was written down' }),
          plan: z.string().nullable(),
          service: z.string().nullable(),
          reference: z.string().nullable().openapi({ description: 'A ticket, a version, a commit, a key' }),
          severity: z.string().nullable(),
          by: z.string().nullable(),
          title: z.string(),
          text: z.string().nullable(),
          changes: z.array(Change).openapi({ description: 'What a version of the plan changed' }),
        })
        .openapi('LogbookEntry'),
    ),
    next: z.string().nullable().openapi({ description: 'The cursor of the next page' }),
  })
  .openapi('Logbook');

export const NewEntry = z
  .strictObject({
    plan: name.openapi({ example: 'transport' }),
    kind: z.enum(writtenKinds),
    title: line.openapi({ example: 'Release 2.3' }),
    text: words.optional(),
    service: name.optional(),
    reference: line.optional().openapi({ example: 'v2.3.0', description: 'What it is elsewhere: a version, a commit' }),
    at: instant('When it happened; now where it is left out'),
  })
  .openapi('NewEntry');

export const Entry = z
  .object({
    plan: z.string(),
    number: z.int().openapi({ description: 'Among what was written down under this plan' }),
    kind: z.enum(writtenKinds),
    title: z.string(),
    text: z.string().optional(),
    service: z.string().optional(),
    reference: z.string().optional(),
    at: At,
    by: z.string(),
  })
  .openapi('Entry');
