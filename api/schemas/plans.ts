import { z } from '@hono/zod-openapi';

const At = z.iso.datetime();

export const PlanSummary = z
  .object({ slug: z.string(), title: z.string(), reference: z.string(), version: z.number() })
  .openapi('Plan');

export const PlanFile = z
  .strictObject({
    text: z.string().openapi({ description: 'The plan file, YAML of at most 1 MB' }),
    file: z.string().trim().min(1).max(300).optional().openapi({ description: 'What findings call it' }),
    files: z
      .record(z.string().max(300), z.string().max(1_000_000))
      .optional()
      .openapi({ description: 'The Markdown beside it that it names, by path' }),
    dryRun: z.boolean().optional(),
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
