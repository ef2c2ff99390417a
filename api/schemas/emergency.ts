import { z } from '@hono/zod-openapi';

import { At } from '../schemas.ts';

const Contact = z.object({
  who: z.string().openapi({ example: 'gerencia', description: 'A person, a role, a rotation, as the plan names it' }),
  by: z.array(z.string()).openapi({ example: ['telefone', 'email'] }),
  description: z.string().nullable(),
  hours: z.string().nullable().openapi({ description: 'The calendar on which they answer; null: at any hour' }),
  answersNow: z.boolean(),
  answersFrom: At.nullable().openapi({
    description: 'When the calendar opens next; null where it is open, or never is',
  }),
  people: z
    .array(
      z.object({
        person: z.string(),
        name: z.string(),
        provenAt: At.nullable().openapi({ description: 'When they last answered a test; null: never' }),
        reference: z.string().nullable().openapi({ description: 'Which test that was' }),
      }),
    )
    .openapi({ description: 'Who is behind it now' }),
});

export const Emergency = z
  .object({
    items: z.array(
      z.object({
        plan: z.string(),
        timezone: z.string(),
        contacts: z.array(Contact).openapi({ description: 'In the order of the plan' }),
        test: z
          .object({
            every: z.string().nullable().openapi({ example: 'quarter' }),
            next: At.nullable(),
          })
          .nullable()
          .openapi({ description: 'When the test comes round; null where the plan has none' }),
        last: z
          .object({
            reference: z.string(),
            openedAt: At,
            state: z.enum(['running', 'paused', 'met', 'breached', 'stopped']),
          })
          .nullable()
          .openapi({ description: 'The last test, and whether somebody answered it in time' }),
      }),
    ),
  })
  .openapi('Emergency');

export const NewEmergencyTest = z
  .strictObject({ plan: z.string().min(1).max(100).openapi({ example: 'voip' }) })
  .openapi('NewEmergencyTest');

export const EmergencyTest = z
  .object({ reference: z.string().openapi({ example: 'VOIP-7' }) })
  .openapi('EmergencyTest');
