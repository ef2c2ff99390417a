import { z } from '@hono/zod-openapi';

import { At, Target, lineOf } from '../schemas.ts';
import { DoorKey } from './access.ts';

export const PlanSummary = z
  .object({ slug: z.string(), title: z.string(), reference: z.string(), version: z.number() })
  .openapi('Plan');

export const PlanFile = z
  .strictObject({
    text: z.string().openapi({ description: 'The plan file, YAML of at most 1 MB' }),
    file: lineOf(300).optional().openapi({ description: 'What findings call it' }),
    files: z
      .record(z.string().max(300), z.string().max(1_000_000))
      .optional()
      .openapi({ description: 'The Markdown beside it that it names, by path' }),
    dryRun: z.boolean().optional(),
    migrate: z.boolean().optional().openapi({
      description: 'Open incidents move to this version, too; otherwise each keeps its own. Of many 250 at a time',
    }),
    retroactive: z.boolean().optional().openapi({
      description: 'Of those moved, promises count from where they began (true, the default), or keep the used share',
    }),
  })
  .openapi('PlanFile');

const Change = z
  .object({
    path: z.string(),
    kind: z.enum(['added', 'removed', 'changed']),
    sentence: z.string().openapi({ example: 'P1 response 1h → 30m' }),
  })
  .openapi('PlanChange');

const Finding = z
  .object({
    file: z.string(),
    line: z.number(),
    col: z.number(),
    path: z.string(),
    rule: z.string(),
    severity: z.string(),
    message: z.string(),
    related: z.object({ line: z.number(), col: z.number(), path: z.string() }).optional(),
    accepted: z.string().optional().openapi({ description: 'Why the plan accepts it' }),
  })
  .openapi('Finding');

const Due = At.nullable().openapi({ description: 'null while it stands still, or is not promised' });

const Impact = z
  .object({
    total: z.number().openapi({ description: 'Incidents that have not ended, under older versions' }),
    unchanged: z.number(),
    hidden: z
      .number()
      .openapi({ description: 'What would change but is not there for you, or beyond the first 1,000' }),
    incidents: z
      .array(
        z.object({
          reference: z.string(),
          title: z.string(),
          severity: z.string(),
          version: z.number(),
          stays: z.string().nullable().openapi({ description: 'Why it cannot be moved' }),
          clocks: z.array(
            z.object({
              metric: z.string(),
              change: z.enum(['breached', 'sooner', 'later', 'begins', 'ends']),
              from: Target.nullable(),
              to: Target.nullable(),
              dueBefore: Due,
              dueAfter: Due,
            }),
          ),
          unassigned: z.boolean().openapi({ description: 'Whether who has it would have it no more' }),
        }),
      )
      .openapi({ description: 'The gravest first' }),
  })
  .openapi('PlanImpact');

const Migration = z
  .object({
    moved: z.number().openapi({ description: 'How many were moved to this version, now or before' }),
    left: z.number().openapi({ description: 'How many are still to be looked at: ask again' }),
    staying: z
      .array(z.object({ reference: z.string(), reason: z.string() }))
      .openapi({ description: 'What could not be moved and keeps its version' }),
    hidden: z.number().openapi({ description: 'How many others could not be moved' }),
  })
  .openapi('PlanMigration');

export const AppliedPlan = z
  .object({
    slug: z.string(),
    title: z.string(),
    version: z.number(),
    changed: z.boolean().openapi({ description: 'Whether that is a new version' }),
    dryRun: z.boolean(),
    hash: z.string(),
    changes: z.array(Change),
    findings: z.array(Finding),
    warnings: z
      .array(z.string())
      .optional()
      .openapi({ description: 'What it needs that is not there, each as a sentence with what would mend it' }),
    keys: z
      .array(DoorKey)
      .optional()
      .openapi({ description: 'The keys that it made for what sends to Guardia, shown this once' }),
    impact: Impact.optional().openapi({ description: 'In a dry run: what moving open incidents would do' }),
    migration: Migration.optional().openapi({ description: 'Where it was asked to move open incidents' }),
  })
  .openapi('AppliedPlan');

const version = {
  version: z.number(),
  hash: z.string(),
  appliedAt: At,
  appliedBy: z.string(),
  changes: z.array(Change).openapi({ description: 'From the version before' }),
};

export const PlanHistory = z.object({ items: z.array(z.object(version)) }).openapi('PlanHistory');

export const PlanVersion = z
  .object({
    slug: z.string(),
    title: z.string(),
    reference: z.string(),
    ...version,
    written: z.record(z.string(), z.unknown()).openapi({ description: 'The plan file as JSON, without contacts' }),
    files: z.record(z.string(), z.string()).openapi({ description: 'SHA-256 of each text beside it' }),
  })
  .openapi('PlanVersion');
