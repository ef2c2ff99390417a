import { z } from '@hono/zod-openapi';

const At = z.iso.datetime();
const Words = z.string().nullable();

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
