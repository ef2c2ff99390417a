import { z } from '@hono/zod-openapi';

import { At, name } from '../schemas.ts';

export const BackupPath = z.object({
  plan: name.openapi({ param: { name: 'plan', in: 'path' }, example: 'transport' }),
  name: name.openapi({ param: { name: 'name', in: 'path' }, example: 'database' }),
});

const Objective = z
  .object({
    limitMs: z.number(),
    isMs: z.number().nullable().openapi({ description: 'null: nothing is known yet' }),
    state: z.enum(['met', 'at risk', 'broken', 'unknown']),
    alarms: z.boolean().openapi({ description: 'Whether an incident is open for it, where the backup `opens` one' }),
  })
  .openapi('BackupObjective');

const Copy = z
  .object({
    id: z.int(),
    status: z.enum(['making', 'good', 'failed', 'damaged']),
    place: z.string().openapi({ description: 'Empty: Guardia’s own folder' }),
    driver: z.string(),
    mode: z.string(),
    beganAt: At,
    madeAt: At.nullable(),
    reachesAt: At.nullable().openapi({ description: 'What was written before then is in it' }),
    ms: z.number().nullable(),
    bytes: z.number().nullable(),
    sha256: z.string().nullable(),
    tool: z.string().nullable().openapi({ example: 'pg_dump 15.8' }),
    verdict: z.string().nullable(),
    why: z.string().nullable().openapi({ description: 'Why it failed or is damaged' }),
    base: z.int().nullable().openapi({ description: 'The copy without which it is worth nothing' }),
    run: z.string().nullable(),
    verifiedAt: At.nullable(),
    provenAt: At.nullable().openapi({ description: 'When it was last really restored' }),
    deletedAt: At.nullable(),
    gone: z.string().nullable().openapi({ description: 'Why retention let it go' }),
  })
  .openapi('BackupCopy');

const RestoreTest = z
  .object({
    id: z.int(),
    status: z.enum(['running', 'passed', 'failed']),
    copy: z.int().nullable(),
    beganAt: At,
    endedAt: At.nullable(),
    ms: z.number().nullable().openapi({ description: 'How long the restoring itself took' }),
    rtoMs: z.number().nullable(),
    ageMs: z.number().nullable().openapi({ description: 'How old its data was' }),
    why: z.string().nullable(),
    evidence: z.object({
      tool: z.string().nullable(),
      files: z.number().nullable(),
      bytes: z.number().nullable(),
      asked: z.array(z.object({ query: z.string(), answer: z.string().nullable(), ok: z.boolean() })),
      notChecked: z.array(z.string()),
    }),
  })
  .openapi('RestoreTest');

const Fate = z
  .object({
    copy: z.int(),
    place: z.string(),
    madeAt: At,
    bytes: z.number().nullable(),
    stays: z.boolean(),
    why: z.string().openapi({
      example: 'monthly',
      description:
        'It stays: daily, weekly, monthly, yearly, window, last good, last proven, needed, busy, no term. It goes: expired, another, failed',
    }),
    until: At.nullable().openapi({ description: 'Until when for that reason; null: nobody knows' }),
  })
  .openapi('RetentionFate');

export const Backup = z
  .object({
    plan: z.string(),
    name: z.string(),
    title: z.string(),
    of: z.string().openapi({ description: 'The data set that it copies' }),
    service: z.string().nullable(),
    status: z.enum(['good', 'at risk', 'broken', 'failed', 'missed', 'new', 'not configured']),
    driver: z.string(),
    mode: z.string(),
    every: z.string(),
    provider: z.string().nullable(),
    places: z.array(z.string()),
    keep: z.record(z.string(), z.string()).nullable(),
    restoreTest: z.string().nullable(),
    opens: z.string().nullable(),
    newest: Copy.nullable().openapi({ description: 'The newest copy that can be counted on' }),
    last: Copy.nullable().openapi({ description: 'The last attempt to make one' }),
    tested: RestoreTest.nullable(),
    count: z.int().openapi({ description: 'The good copies' }),
    bytes: z.number(),
    nextAt: At.nullable(),
    missedAt: At.nullable().openapi({ description: 'Since when one should have been begun that was not' }),
    rpo: Objective.nullable(),
    rto: Objective.nullable(),
    proof: Objective.nullable(),
    timezone: z.string(),
  })
  .openapi('Backup');

export const Backups = z.object({ items: z.array(Backup) }).openapi('Backups');
export const Retention = z.object({ items: z.array(Fate) }).openapi('Retention');
export const BackupShown = z
  .object({
    ...Backup.shape,
    history: z.array(Copy).openapi({ description: 'The last 100 copies, the newest first' }),
    tests: z.array(RestoreTest).openapi({ description: 'The last 20 restore tests' }),
    retention: z.array(Fate).openapi({ description: 'What retention would do now' }),
  })
  .openapi('BackupShown');

export const RetentionAsked = z.strictObject({
  dryRun: z.literal(true).openapi({ description: 'Copies go by the procedure of their backup alone' }),
});
