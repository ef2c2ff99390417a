import type { z } from 'zod';

/** What a name in a plan is the name of. */
export type Kind = keyof typeof kinds;

/** Where the names of each kind are written, and what one of them is called. */
export const kinds = {
  person: ['people', 'a person'],
  role: ['roles', 'a role'],
  calendar: ['calendars', 'a calendar'],
  escalation: ['escalation', 'an escalation policy'],
  tier: ['tiers', 'a tier'],
  clock: ['clocks', 'a clock'],
  level: ['levels', 'a level'],
  severity: ['severities', 'a severity'],
  type: ['types', 'a type'],
  category: ['categories', 'a category'],
  impact: ['impacts', 'an impact'],
  service: ['services', 'a service'],
  channel: ['channels', 'a channel'],
  integration: ['integrations', 'an integration'],
  check: ['checks', 'a check'],
  backup: ['backups', 'a backup'],
  procedure: ['procedures', 'a procedure'],
  template: ['templates', 'a template'],
  runbook: ['runbooks', 'a runbook'],
  article: ['articles', 'an article'],
  document: ['documents', 'a document'],
  environment: ['environments', 'an environment'],
} as const;

declare module 'zod' {
  interface GlobalMeta {
    /** Accepted and shown, but nothing acts on it yet. */
    recorded?: boolean;
    /** It is the name of something else in the plan. */
    refers?: Kind | 'recipient';
    /** What is written there: completes "… is expected". */
    word?: string;
  }
}

/** A key that must be there: what it says, and examples of it. */
export const must = <T extends z.ZodType>(schema: T, description: string, ...examples: unknown[]): T =>
  schema.meta({ description, examples });

/** A key that may be left out. */
export const may = <T extends z.ZodType>(schema: T, description: string, ...examples: unknown[]): z.ZodOptional<T> =>
  schema.optional().meta({ description, examples });

/** A key that may be left out, and that is recorded, not executed. */
export const recorded = <T extends z.ZodType>(
  schema: T,
  description: string,
  ...examples: unknown[]
): z.ZodOptional<T> => schema.optional().meta({ description, examples, recorded: true });
