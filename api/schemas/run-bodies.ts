import { z } from '@hono/zod-openapi';

import type { RunVerb } from '../../domain/procedure/acts.ts';
import { lineOf, name, words } from '../schemas.ts';

const step = lineOf(200).openapi({ example: 'verify' }).describe('The name of the step');
const reason = lineOf(1000).describe('Why');
const evidence = {
  note: words.describe('What shows it, in words').optional(),
  link: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .describe('Where one sees it')
    .optional(),
  files: z
    .array(
      z.strictObject({
        name: lineOf(200),
        type: z.string().max(200).optional().openapi({ example: 'application/pdf' }),
        content: z.base64().openapi({ description: 'What is in it, in base64: at most 5 MB' }),
      }),
    )
    .max(10)
    .describe('A file that shows it')
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
