import { z } from '@hono/zod-openapi';

import { At } from '../schemas.ts';

export const MaintenanceQuery = z.strictObject({ plan: z.string().max(200).optional() });

const Maintenance = z
  .object({
    plan: z.string(),
    run: z.string().openapi({ example: 'TRA-R7', description: 'The run that does it' }),
    kind: z.string().openapi({ example: 'minor' }),
    title: z.string(),
    services: z.array(z.string()).openapi({ description: 'Empty: all of them' }),
    state: z.enum(['announced', 'waiting', 'begun', 'overrunning', 'done', 'called off']),
    from: At,
    until: At,
    announcedAt: At,
    movedBecause: z.string().nullable().openapi({ example: 'notice-not-kept' }),
    begunAt: At.nullable(),
    endedAt: At.nullable(),
    timezone: z.string(),
  })
  .openapi('Maintenance');

export const Maintenances = z.object({ items: z.array(Maintenance) }).openapi('Maintenances');
