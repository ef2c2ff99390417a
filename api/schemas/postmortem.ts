import { z } from '@hono/zod-openapi';

import { At, words } from '../schemas.ts';

import { action, bodies } from './acts.ts';

const Words = z.string().nullable();

const drafted = {
  actions: z
    .union([words, z.array(action.partial()).max(50)])
    .optional()
    .openapi({ description: 'What will be done; of each action as much as is known' }),
};

const unfinished = bodies.postmortem.partial().extend(drafted);

/** A post-mortem as far as it is written. */
export const PostmortemDraft = unfinished.openapi('PostmortemDraft', {
  example: { rootCause: 'The disk was full', actions: [{ title: 'An alarm at 80 %' }] },
});

/** What was learned from an incident; before it is written, what is known of it already. */
export const Postmortem = z
  .object({
    reference: z.string().openapi({ example: 'TRA-1' }),
    title: z.string(),
    plan: z.string(),
    severity: z.object({ name: z.string(), title: z.string() }),
    writtenAt: At.nullable().openapi({ description: 'Null while it is to be written' }),
    writtenBy: Words,
    acknowledgedAfterSeconds: z
      .number()
      .nullable()
      .openapi({ description: 'MTTA: until the first acknowledgement or answer' }),
    resolvedAfterSeconds: z.number().nullable().openapi({ description: 'MTTR: until it was resolved' }),
    impact: Words,
    rootCause: Words,
    factors: Words,
    lessons: Words,
    plannedActions: Words.openapi({ description: 'What will be done, where that is told in words only' }),
    text: Words,
    draft: unfinished
      .extend({
        version: z.int().openapi({ description: 'What `If-Match` takes where the next one is saved' }),
        savedAt: At,
        savedBy: z.string(),
      })
      .nullable()
      .openapi({ description: 'What somebody has begun to write; gone once the post-mortem is written' }),
    actions: z
      .array(
        z.object({
          reference: z.string(),
          title: z.string(),
          owner: Words,
          status: z.string(),
          dueAt: At.nullable(),
        }),
      )
      .openapi({ description: 'Preventive actions: each is a ticket' }),
    timeline: z.array(z.object({ at: At, kind: z.string(), by: Words, words: Words })),
    clocks: z.array(
      z.object({ metric: z.string(), state: z.string(), dueAt: At.nullable(), fulfilledAt: At.nullable() }),
    ),
    markdown: z.string().openapi({ description: 'All of it as a page in the plan’s language' }),
    timezone: z.string(),
    locale: z.string(),
  })
  .openapi('Postmortem');
