import { z } from '@hono/zod-openapi';

import { At, lineOf, name, words } from '../schemas.ts';

import { instant } from './body.ts';

export const MaintenanceQuery = z.strictObject({ plan: z.string().max(200).optional() });

const Maintenance = z
  .object({
    plan: z.string(),
    run: z.string().openapi({ example: 'TRA-R7', description: 'The run that does it' }),
    kind: z.string().openapi({ example: 'minor' }),
    title: z.string(),
    services: z.array(z.string()).openapi({ description: 'Empty: all of them' }),
    state: z.enum(['planned', 'announced', 'waiting', 'begun', 'overrunning', 'done', 'called off']),
    from: At,
    until: At,
    announceAt: At.nullable().openapi({ description: 'When somebody wants it announced; null: at once' }),
    announcedAt: At.nullable(),
    noticeBy: At.nullable().openapi({ description: 'By when everybody must have been told' }),
    told: z.number().openapi({ description: 'How many it was announced to' }),
    refused: z
      .array(z.object({ recipient: z.string(), name: z.string().nullable(), kind: z.string(), outcome: z.string() }))
      .nullable()
      .openapi({ description: 'Who could not be told; null for whoever does not work under the plan' }),
    movedBecause: z.string().nullable().openapi({ example: 'notice-not-kept' }),
    begunAt: At.nullable(),
    endedAt: At.nullable(),
    timezone: z.string(),
  })
  .openapi('Maintenance');

const Coming = z
  .object({
    plan: z.string(),
    kind: z.string(),
    title: z.string(),
    services: z.array(z.string()),
    announceAt: At,
    from: At,
    until: At,
    timezone: z.string(),
  })
  .openapi('ComingMaintenance');

export const Maintenances = z
  .object({
    items: z.array(Maintenance),
    next: z.array(Coming).openapi({ description: 'What comes round, three times of each kind, the soonest first' }),
  })
  .openapi('Maintenances');

export const PlannedMaintenance = Maintenance.extend({
  overlaps: z.array(Maintenance).openapi({ description: 'What else is done to the same services then' }),
}).openapi('PlannedMaintenance');

export const NewMaintenance = z
  .strictObject({
    plan: name,
    kind: lineOf(200).openapi({ example: 'minor' }).describe('Of the plan’s `maintenance.kinds`'),
    from: instant('When it begins'),
    until: instant('When it is over').optional(),
    lasts: lineOf(50)
      .openapi({ example: '2h' })
      .describe('Instead of `until`; as long as its kind, where both are left out')
      .optional(),
    announceAt: instant('When it is announced; at once where it is left out').optional(),
    services: z.array(name).max(100).describe('What it affects; what its kind does, where it is left out').optional(),
    description: words.describe('What whoever is told of it should know').optional(),
  })
  .openapi('NewMaintenance');
