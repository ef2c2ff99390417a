import { z } from '@hono/zod-openapi';

import { At, email, fieldsSchema, kept, line, name, Target, text } from '../schemas.ts';

import { phasing } from './phases.ts';
import { runStatuses } from './runs.ts';

export const Report = z
  .strictObject({
    plan: name.openapi({ example: 'transport' }),
    title: line.openapi({ example: 'App inaccesibilă' }),
    description: text.optional(),
    type: name.optional().openapi({
      example: 'incident',
      description: 'Left out, it is that of its category, else `incident`',
    }),
    severity: name.optional().openapi({
      example: 'P1',
      description: 'May be left out only where its category gives one',
    }),
    impact: name.optional(),
    service: name.optional(),
    category: name.optional(),
    channel: name.optional(),
    requester: z.strictObject({ name: name.optional(), email }).optional(),
    fields: z.record(z.string().max(100), z.unknown()).openapi(fieldsSchema).optional(),
    dedupKey: z.string().min(1).max(255).openapi(kept).optional(),
  })
  .openapi('Report');

const ClockSchema = z
  .object({
    metric: z.string(),
    target: Target,
    calendar: z.string(),
    rule: z.string().openapi({ example: 'severities.P1.response' }),
    warnsAt: At.nullable().openapi({ description: 'When the lower bound of a range is reached' }),
    dueAt: At.nullable(),
    state: z.enum(['running', 'paused', 'met', 'breached', 'stopped']),
    fulfilledAt: At.nullable(),
    breachedAt: At.nullable(),
  })
  .openapi('Clock');

const Attached = z.array(
  z.object({ name: z.string(), title: z.string(), href: z.string().openapi({ description: 'Where its text is' }) }),
);

export const Incident = z
  .object({
    reference: z.string(),
    plan: z.string(),
    planVersion: z.number(),
    type: z.string(),
    title: z.string(),
    description: z.string().nullable(),
    status: z.string(),
    escalated: z
      .object({
        since: At,
        why: z.string(),
      })
      .nullable(),
    acknowledgedAt: At.nullable(),
    severity: z.string(),
    tier: z.string().nullable(),
    customer: z.string().nullable(),
    service: z.string().nullable(),
    category: z.string().nullable(),
    level: z.string().nullable(),
    assignee: z.string().nullable(),
    impact: z.string().nullable(),
    channel: z.string().nullable(),
    requester: z
      .object({
        name: z.string().optional(),
        email: z.string(),
      })
      .nullable(),
    fields: z.record(z.string(), z.unknown()),
    runbooks: Attached,
    articles: Attached,
    procedures: z
      .array(z.object({ name: z.string().openapi({ example: 'runbooks/RB-005' }), title: z.string() }))
      .openapi({
        description:
          'What can be begun for it with `POST /api/runs`: its runbooks, and the procedures that are for such tickets',
      }),
    runs: z
      .array(
        z.object({
          reference: z.string().openapi({ example: 'TRA-R1' }),
          procedure: z.string(),
          title: z.string(),
          status: z.enum(runStatuses),
        }),
      )
      .openapi({ description: 'What is or was carried out for it, the oldest first' }),
    relations: z.array(
      z.object({
        as: z.string().openapi({ example: 'child', description: 'What this incident is to the other' }),
        to: z.string().openapi({ example: 'TRA-2' }),
        title: z.string().nullable(),
        status: z.string().nullable(),
      }),
    ),
    dedupKey: z.string().nullable(),
    openedAt: At,
    hold: z
      .object({
        since: At,
        pause: z.string().nullable(),
        stops: z.array(z.string()).nullable().openapi({ description: 'Which clocks stand still; null: all' }),
        until: At.nullable(),
      })
      .nullable(),
    snoozedUntil: At.nullable(),
    appointment: z.object({ at: At, minutes: z.number() }).nullable(),
    ...phasing,
    duplicateOf: z.string().nullable(),
    awaitsRelease: z
      .boolean()
      .openapi({ description: 'Whom it concerns is told of the solution with the release that has it' }),
    resolvedAt: At.nullable(),
    endedAt: At.nullable(),
    version: z.number(),
    clocks: z.array(ClockSchema),
    next: z
      .object({
        at: At,
        what: z.string(),
      })
      .nullable(),
    undecidable: z.boolean().openapi({
      description:
        'Its state goes beyond its plan: what is known is told, and nothing happens by itself until that is mended',
    }),
    acts: z.array(
      z.object({
        verb: z.string(),
        needs: z.array(z.string()),
        may: z.array(z.string()),
      }),
    ),
  })
  .openapi('Incident');
