import { z } from '@hono/zod-openapi';

import type { Verb } from '../../domain/incident/lifecycle.ts';
import { email, fieldsSchema, line, name, words } from '../schemas.ts';

const instant = z.iso
  .datetime({ offset: true })
  .transform((text) => Date.parse(text))
  .openapi({ type: 'string', format: 'date-time', example: '2027-03-01T09:00:00+02:00' });
const taking = {
  person: name.optional().openapi({ description: 'A person of the plan' }),
  email: email.optional(),
  name: line.optional(),
  as: z.enum(['watcher', 'affected']).optional(),
};
const linking = {
  to: name.openapi({ example: 'TRA-1' }),
  as: z.enum(['related', 'duplicate', 'parent', 'child', 'causes', 'caused by', 'article', 'change']),
};

/** What each act says. */
export const bodies = {
  triage: z.strictObject({
    severity: name.optional(),
    category: name.optional(),
    impact: name.optional(),
    assignee: name.optional(),
  }),
  acknowledge: z.strictObject({}),
  assign: z.strictObject({ to: name }),
  start: z.strictObject({}),
  hold: z.strictObject({ reason: words, pause: name.optional(), until: instant.optional() }),
  resume: z.strictObject({}),
  contain: z.strictObject({ note: words }),
  workaround: z.strictObject({ text: words, channel: name.optional() }),
  escalate: z.strictObject({ level: name, note: words }),
  snooze: z.strictObject({ reason: words, until: instant }),
  comment: z.strictObject({ text: words, public: z.boolean().default(false), channel: name.optional() }),
  reply: z.strictObject({ text: words, channel: name.optional() }),
  appointment: z.strictObject({
    at: instant,
    minutes: z.int().min(1).max(1440),
    channel: name,
    note: words.optional(),
  }),
  'cancel-appointment': z.strictObject({ reason: words }),
  resolve: z.strictObject({ note: words, cause: words.optional() }),
  close: z.strictObject({}),
  cancel: z.strictObject({ reason: words }),
  reopen: z.strictObject({ reason: words }),
  reclassify: z.strictObject({
    severity: name.optional(),
    type: name.optional(),
    impact: name.optional(),
    category: name.optional(),
    service: name.optional(),
    customer: name.optional(),
    retroactive: z.boolean().optional(),
  }),
  watch: z.strictObject(taking),
  unwatch: z.strictObject(taking),
  edit: z.strictObject({
    title: line.optional(),
    description: words.optional(),
    fields: z.record(z.string().max(100), z.unknown()).optional().openapi(fieldsSchema),
  }),
  link: z.strictObject(linking),
  unlink: z.strictObject(linking),
  fulfil: z.strictObject({ clock: name, note: words.optional() }),
  rate: z.strictObject({ score: z.int().min(1).max(10), comment: words.optional() }),
  postmortem: z.strictObject({
    rootCause: words,
    lessons: words,
    impact: words.optional(),
    factors: words.optional(),
    actions: words.optional(),
    text: words.optional(),
  }),
} satisfies Record<Verb, z.ZodType>;
