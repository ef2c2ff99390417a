import { z } from '@hono/zod-openapi';

import type { RunVerb } from '../../domain/procedure/acts.ts';
import { At, lineOf, name, words } from '../schemas.ts';

/** How a run can stand. */
export const runStatuses = ['running', 'paused', 'undoing', 'done', 'failed', 'undone', 'cancelled'] as const;

export const RunReference = z.object({
  reference: z
    .string()
    .max(30)
    .openapi({ param: { name: 'reference', in: 'path' }, example: 'TRA-R1' }),
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

const step = lineOf(200).openapi({ example: 'verify' }).describe('The name of the step');
const reason = lineOf(1000).describe('Why');
const evidence = {
  note: words.describe('What shows it, in words').optional(),
  link: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .describe('Where one sees it')
    .optional(),
};
const item = z.number().int().min(1).max(1000).describe('Which line, counted from 1');
const until = z.iso
  .datetime({ offset: true })
  .transform((text) => Date.parse(text))
  .openapi({ type: 'string', format: 'date-time' })
  .describe('When it goes on by itself');
const found = {
  title: lineOf(200).describe('What was found, in one line'),
  description: z.string().max(20_000).describe('More about it').optional(),
  severity: name.describe('One of the plan').optional(),
  type: name.describe('What type of ticket (default: that of the ticket it works for)').optional(),
};

/** What each act on a run says. */
export const runBodies = {
  tick: z
    .strictObject({ step, item, untick: z.boolean().describe('Take the tick away again').optional(), ...evidence })
    .describe('Tick a line of what a person does, with what shows it; the last one ends the step'),
  done: z.strictObject({ step, ...evidence }).describe('Say that a step is done, or undone, with what shows it'),
  answer: z
    .strictObject({
      step,
      text: lineOf(1000).describe('What was decided'),
      goOn: z.boolean().default(true).describe('Go on; without it the run ends there'),
    })
    .describe('Decide; `goOn: false` ends the run there'),
  approve: z
    .strictObject({ step, note: words.describe('What should be known of it').optional() })
    .describe('Agree to what waits for it'),
  refuse: z.strictObject({ step, reason }).describe('Do not agree: the step fails'),
  fail: z.strictObject({ step, reason }).describe('Say that a step has failed'),
  skip: z.strictObject({ step, reason }).describe('Go on without a step'),
  take: z.strictObject({ step }).describe('Take a step over'),
  retry: z.strictObject({ step }).describe('Try a failed step again'),
  finding: z.strictObject({ step, ...found }).describe('Make a ticket of what was found'),
  pause: z.strictObject({ reason, until: until.optional() }).describe('Begin nothing more until it is resumed'),
  resume: z.strictObject({}).describe('Go on after a pause'),
  undo: z.strictObject({ reason }).describe('Go back, step by step, over what was done'),
  cancel: z.strictObject({ reason }).describe('End it here'),
} satisfies Record<RunVerb, z.ZodType>;

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
