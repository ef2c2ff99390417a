import { z } from '@hono/zod-openapi';

import { line, name } from '../schemas.ts';

export const NewImport = z
  .strictObject({
    plan: name.openapi({ example: 'transport' }),
    source: line.optional().openapi({
      example: 'web/package-lock.json',
      description:
        'What was scanned: what this source does not report any more is gone. The name of the form where it is left out',
    }),
    service: name.optional(),
    report: z.unknown().openapi({
      anyOf: [{ type: 'object' }, { type: 'array' }],
      description:
        'What `npm audit --json`, osv-scanner or pip-audit said, or one or several advisories of OSV, as they are',
    }),
  })
  .openapi('NewImport');

export const Imported = z
  .object({
    form: z.enum(['npm audit', 'osv-scanner', 'osv', 'pip-audit']),
    source: z.string(),
    items: z.array(
      z.object({
        key: z.string().openapi({ example: 'vulnerability:npm/tar/GHSA-aaaa-bbbb-cccc' }),
        severity: z.string().nullable(),
        reference: z.string(),
        outcome: z.enum(['opened', 'standing', 'reopened', 'accepted', 'gone']).openapi({
          description:
            'reopened: it was resolved and is still there; accepted: its ticket was closed while it was there; gone: it is not reported any more',
        }),
      }),
    ),
  })
  .openapi('Imported');
