import { z } from '@hono/zod-openapi';

import { At, name, words } from '../schemas.ts';

export const ServicePath = z.object({
  service: name.openapi({ param: { name: 'service', in: 'path' }, example: 'api' }),
});

export const OfPlan = z.strictObject({ plan: name.openapi({ example: 'transport' }) });

const modes = ['normal', 'degraded'] as const;

/** What an application needs to know, and nothing about who said so. */
export const ServiceMode = z
  .object({
    service: z.string().openapi({ example: 'api' }),
    mode: z.enum(modes),
    since: At.nullable().openapi({ description: 'null: it never ran otherwise' }),
    until: At.nullable().openapi({ description: 'When it runs fully again by itself; null: when somebody says so' }),
    allows: z.array(z.string()).openapi({ description: 'What still works while it is degraded, as the plan says it' }),
    reason: z.string().nullable(),
  })
  .openapi('ServiceMode');

export const Service = z
  .object({
    plan: z.string(),
    title: z.string(),
    ...ServiceMode.shape,
    by: z.string().nullable().openapi({ description: 'Who declared it; null: Guardia itself' }),
    timezone: z.string(),
  })
  .openapi('Service');

export const Services = z.object({ items: z.array(Service) }).openapi('Services');

export const NewDegraded = z
  .strictObject({
    plan: name.openapi({ example: 'transport' }),
    reason: words,
    until: z.iso
      .datetime({ offset: true })
      .transform((text) => Date.parse(text))
      .optional()
      .openapi({ type: 'string', format: 'date-time', description: 'When it is lifted by itself' }),
  })
  .openapi('NewDegraded');

export const Lifted = z.strictObject({ plan: name.openapi({ example: 'transport' }) }).openapi('Lifted');
