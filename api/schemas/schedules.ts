import { z } from '@hono/zod-openapi';

import { At, lineOf, name } from '../schemas.ts';

export const SchedulePath = z.object({
  plan: name.openapi({ param: { name: 'plan', in: 'path' }, example: 'transport' }),
  name: name.openapi({
    param: { name: 'name', in: 'path' },
    example: 'reviews/access',
    description: 'Its slash may stand as it is, or as %2F',
  }),
});

const Local = z.string().openapi({ example: '2027-04-01 09:00:00', description: 'By the clocks of the time zone' });

const Done = z.object({
  nominalAt: At.openapi({ description: 'When it should have begun' }),
  local: Local,
  outcome: z.enum(['begun', 'skipped', 'overdue']),
  begunAt: At.nullable(),
  lateMs: z.number().nullable(),
  what: z.string().nullable().openapi({ description: 'The reference of what it has begun', example: 'TRA-12' }),
  status: z.string().nullable().openapi({ description: 'How that stands by now', example: 'resolved' }),
  why: z.string().nullable().openapi({
    description:
      'Why it was skipped, `paused`, `not-running`, `still-running` or `not-configured`; or begun out of turn, `asked` or `change`',
  }),
  askedBy: z.string().nullable().openapi({ description: 'Who had it begun out of turn' }),
  incident: z.string().nullable().openapi({ description: 'What was opened because it was overdue' }),
});

export const Schedule = z
  .object({
    plan: z.string(),
    name: z.string().openapi({ example: 'reviews/access' }),
    title: z.string(),
    every: z.string().openapi({ example: 'first business day of the month 09:00' }),
    timezone: z.string(),
    onChangeOf: z.array(z.string()).openapi({ description: 'What else brings it about' }),
    next: z
      .array(z.object({ at: At, local: Local }))
      .openapi({ description: 'The next five times, in UTC and by the clocks of the time zone' }),
    last: Done.nullable().openapi({ description: 'The last time' }),
    paused: z.object({ until: At, by: z.string(), reason: z.string() }).nullable(),
  })
  .openapi('Schedule');

export const Schedules = z.object({ items: z.array(Schedule) }).openapi('Schedules');

export const ScheduleHistory = z
  .object({
    ...Schedule.shape,
    history: z
      .array(z.object({ ...Done.shape, reason: z.string().nullable(), pausedBy: z.string().nullable() }))
      .openapi({ description: 'The last 100 times, the newest first; of skipped ones the reason of the pause' }),
  })
  .openapi('ScheduleHistory');

export const BegunSchedule = z
  .object({ ...Schedule.shape, began: z.string().openapi({ description: 'What was begun', example: 'TRA-12' }) })
  .openapi('BegunSchedule');

export const NewPause = z
  .strictObject({
    reason: lineOf(1000),
    until: z.iso
      .datetime({ offset: true })
      .transform((text) => Date.parse(text))
      .openapi({ type: 'string', format: 'date-time', description: 'At most 90 days from now, and that without it' })
      .optional(),
  })
  .openapi('NewPause');
