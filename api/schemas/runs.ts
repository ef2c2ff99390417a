import { z } from '@hono/zod-openapi';

import { At, lineOf, name, whole } from '../schemas.ts';

/** How a run can stand. */
export const runStatuses = ['running', 'paused', 'undoing', 'done', 'failed', 'undone', 'cancelled'] as const;

export const RunReference = z.object({
  reference: z
    .string()
    .max(30)
    .openapi({ param: { name: 'reference', in: 'path' }, example: 'TRA-R1' }),
});

export const RunFileId = RunReference.extend({
  id: whole(1, Number.MAX_SAFE_INTEGER).openapi({ param: { name: 'id', in: 'path' }, example: 7 }),
});

export const RunsQuery = z.strictObject({
  plan: z.string().max(200).optional(),
  procedure: z.string().max(200).optional(),
  status: z.enum(runStatuses).optional(),
  incident: z.string().max(30).optional(),
  cursor: z.string().max(30).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});

export const ProceduresQuery = z.strictObject({ plan: z.string().max(200).optional() });

const Act = z.object({ verb: z.string(), needs: z.array(z.string()), may: z.array(z.string()) });
const Data = z.record(z.string(), z.unknown()).openapi({ description: 'In codes and numbers' });

const RunStep = z
  .object({
    name: z.string(),
    title: z.string(),
    description: z.string().nullable(),
    kind: z.string().openapi({ example: 'do' }),
    byPeople: z.boolean(),
    what: z.array(z.string()).openapi({ description: 'What it does, line by line' }),
    ticked: z.array(z.number()).openapi({ description: 'The lines that are ticked, counted from 0' }),
    status: z.enum(['waiting', 'ready', 'running', 'done', 'failed', 'unknown', 'skipped', 'undoing', 'undone']),
    since: At,
    readyAt: At.nullable(),
    dueAt: At.nullable(),
    fromAt: At.nullable(),
    notBefore: At.nullable(),
    attempts: z.number(),
    after: z.array(z.string()),
    owner: z.array(z.string()),
    takenBy: z.string().nullable(),
    doneBy: z.string().nullable(),
    child: z.string().nullable().openapi({ description: 'The run that it waits for or has called' }),
    runsOn: z.string().nullable(),
    gives: z.array(z.string()),
    criteria: z.array(z.string()),
    undo: z.array(z.string()),
    data: Data,
    acts: z.array(Act),
  })
  .openapi('RunStep');

export const Run = z
  .object({
    reference: z.string().openapi({ example: 'TRA-R1' }),
    plan: z.string(),
    planVersion: z.number(),
    procedure: z.string(),
    title: z.string(),
    description: z.string().nullable(),
    why: z.enum(['asked', 'schedule', 'incident', 'change', 'call']),
    incident: z.string().nullable(),
    parent: z.string().nullable(),
    status: z.enum(runStatuses),
    statusSince: At,
    startedAt: At,
    endedAt: At.nullable(),
    pausedUntil: At.nullable(),
    dueAt: At.nullable(),
    version: z.number(),
    answers: z.record(z.string(), z.string()),
    next: z.object({ at: At, what: z.string() }).nullable(),
    steps: z.array(RunStep),
    files: z.array(
      z.object({
        id: z.int(),
        step: z.string(),
        event: z.string().openapi({ description: 'The key of the event that it came with' }),
        name: z.string(),
        type: z.string().openapi({ description: 'As whoever gave it says: nothing to trust' }),
        size: z.int().openapi({ description: 'In bytes' }),
        digest: z.string().openapi({ description: 'SHA-256, in hexadecimal' }),
        at: At,
        href: z.string().openapi({ description: 'Where it is' }),
      }),
    ),
    acts: z.array(Act),
    timezone: z.string(),
  })
  .openapi('Run');

export const Runs = z.object({ items: z.array(Run), next: z.string().nullable() }).openapi('Runs');

export const NewRun = z
  .strictObject({
    plan: name,
    procedure: lineOf(200),
    answers: z.record(z.string().max(200), lineOf(1000)).optional(),
    incident: z.string().max(30).optional(),
  })
  .openapi('NewRun');

export const RunEvents = z
  .object({
    items: z.array(
      z.object({
        key: z.string(),
        kind: z.string(),
        at: At,
        dueAt: At.nullable(),
        by: z.string().nullable(),
        data: Data,
        text: z.record(z.string(), z.string()).nullable(),
      }),
    ),
  })
  .openapi('RunEvents');

export const RunJobs = z
  .object({
    items: z.array(
      z.object({
        step: z.string(),
        attempt: z.number(),
        undo: z.boolean(),
        begunAt: At,
        endedAt: At.nullable(),
        outcome: z
          .string()
          .nullable()
          .openapi({ description: '`done`, `later`, `waits`, `unknown`, or why it failed' }),
        output: z.string().nullable().openapi({ description: 'The last 100 KB that it said, without secrets' }),
      }),
    ),
  })
  .openapi('RunJobs');

const ProcedureStep = z.object({
  name: z.string(),
  title: z.string(),
  kind: z.string(),
  what: z.array(z.string()),
  after: z.array(z.string()),
  withinMs: z.number().nullable(),
});

export const Procedures = z
  .object({
    items: z.array(
      z.object({
        plan: z.string(),
        name: z.string().openapi({ example: 'rollback' }),
        title: z.string(),
        description: z.string().nullable(),
        asks: z.record(z.string(), z.string()),
        triggers: z.array(z.string()),
        withinMs: z.number().nullable(),
        opens: z.string().nullable(),
        service: z.string().nullable(),
        steps: z.array(ProcedureStep),
      }),
    ),
  })
  .openapi('Procedures');
