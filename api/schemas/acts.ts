import { z } from '@hono/zod-openapi';

import type { Verb } from '../../domain/incident/lifecycle.ts';
import { linkedAs } from '../../domain/incident/relations.ts';
import { fieldsSchema, line, name, text, words } from '../schemas.ts';

import { body, instant } from './body.ts';
import { taking, who } from './participant.ts';

const severity = name.describe('One of the plan').optional();
const category = name.describe('What it is about: one of the plan').optional();
const impact = name.describe('How much is affected: one of the plan').optional();
const channel = name.describe('How this was said: phone, mail, …');
const person = name.describe('A person of the plan');
const runbooks = z.array(name.describe('A runbook of the plan')).max(50);
export const action = z.strictObject({
  title: line,
  owner: person,
  due: z.iso.date().describe('The day by whose end it must be done, in the plan’s zone'),
});
const linking = {
  to: name.openapi({ example: 'TRA-1' }).describe('The other incident, or the article or change'),
  as: z.enum(linkedAs).describe('What this incident is to the other'),
};

/** What each act says. */
export const bodies = {
  triage: body(
    'Say what it is and whose',
    { severity, category, impact, assignee: person.optional() },
    { severity: 'P2', category: 'login', assignee: 'ana' },
    ['severity', 'category', 'impact', 'assignee'],
  ),
  acknowledge: body('Have it in hand: nobody more is paged', {}, {}),
  assign: body('Make it the work of a person', { to: person }, { to: 'ana' }),
  start: body('Start to work on it', {}, {}),
  hold: body(
    'Let it wait',
    {
      reason: words.describe('Why it waits'),
      pause: name.describe('What it waits for: one of the plan’s pauses, which says which clocks stop').optional(),
      until: instant('When it goes on by itself').optional(),
    },
    { reason: 'A part is on its way', until: '2027-03-01T09:00:00+02:00' },
  ),
  resume: body('Go on with what waits', {}, {}),
  contain: body(
    'Say that the damage spreads no further',
    { note: words.describe('How it was contained') },
    { note: 'The server is off the network' },
  ),
  workaround: body(
    'Tell the requester how to go on meanwhile',
    {
      text: words.describe('How to go on'),
      channel: channel.describe('By which channel they were told already; left out, they are mailed').optional(),
    },
    { text: 'Use the other printer' },
  ),
  escalate: body(
    'Hand it over to another level of support',
    { level: name.describe('One of the plan'), note: words.describe('What they should know') },
    { level: 'N2', note: 'Restarting did not help' },
  ),
  snooze: body(
    'Page nobody for a while',
    { reason: words.describe('Why'), until: instant('When paging goes on; at most 24 hours ahead') },
    { reason: 'On my way to the office', until: '2027-03-01T09:00:00+02:00' },
  ),
  comment: body(
    'Write something down',
    {
      text: words.describe('What is to be said'),
      public: z.boolean().default(false).describe('For the requester to see; it answers them'),
      channel: channel.optional(),
    },
    { text: 'We are looking into it', public: true },
  ),
  reply: body(
    'Write down what the requester says',
    { text: words.describe('What they say'), channel: channel.optional() },
    { text: 'It works again', channel: 'phone' },
  ),
  appointment: body(
    'Agree on a call with the requester',
    {
      at: instant('When it begins'),
      minutes: z.int().min(1).max(1440).describe('For how long'),
      channel: name.describe('How one meets: video, phone, …'),
      note: words.describe('What for').optional(),
    },
    { at: '2027-03-01T09:00:00+02:00', minutes: 30, channel: 'video' },
  ),
  'cancel-appointment': body(
    'Call off the appointment',
    { reason: words.describe('Why it is off') },
    { reason: 'It works again' },
  ),
  phase: body(
    'Go on to another phase of the work',
    {
      to: name.describe('One of its phases; left out, the next one').optional(),
      note: words.describe('What came out of the one that is done').optional(),
    },
    { note: 'The cause is known' },
  ),
  verify: body(
    'Say that what closing needs is done',
    { note: words.describe('What was verified') },
    { note: 'Orders go through again' },
  ),
  resolve: body(
    'Say that it is solved',
    { note: words.describe('What was done'), cause: words.describe('Why it had happened').optional() },
    { note: 'Restarted', cause: 'The disk was full' },
  ),
  close: body('Be done with what is resolved', {}, {}),
  cancel: body(
    'Say that nothing needs to be done',
    { reason: words.describe('Why nothing needs to be done') },
    { reason: 'A test' },
  ),
  reopen: body(
    'Open again what seemed to be over',
    { reason: words.describe('Why it is opened again') },
    { reason: 'It is down again' },
  ),
  reclassify: body(
    'Call it something else',
    {
      severity,
      type: name.describe('One of the plan').optional(),
      impact,
      category,
      service: name.describe('One of the plan').optional(),
      customer: name.describe('One of the plan; decides the tier').optional(),
      retroactive: z
        .boolean()
        .default(true)
        .describe('Count what is now promised from when it was opened, not only from now on'),
    },
    { severity: 'P1', retroactive: false },
    ['severity', 'type', 'impact', 'category', 'service', 'customer'],
  ),
  watch: body('Let somebody follow it', taking, { email: 'dan@acme.example', name: 'Dan', as: 'affected' }, who),
  unwatch: body('Let somebody follow it no longer', taking, { email: 'dan@acme.example', as: 'affected' }, who),
  edit: body(
    'Mend what is written about it',
    {
      title: line.describe('What is wrong, in one line').optional(),
      description: text.describe('What is wrong').optional(),
      fields: z
        .record(z.string().max(100), z.unknown())
        .openapi(fieldsSchema)
        .describe('Fields of the plan; empty takes a value away')
        .optional(),
    },
    { title: 'The till is down in both shops', fields: { shop: 'Cluj' } },
    ['title', 'description', 'fields'],
  ),
  link: body('Tie it to another incident, an article or a change', linking, { to: 'TRA-1', as: 'child' }),
  unlink: body('Untie it', { to: linking.to }, { to: 'TRA-1' }),
  release: body(
    'Tell whom the plan names which version has the solution',
    {
      version: z
        .string()
        .regex(/^[A-Za-z0-9._+-]{1,50}$/, 'a version such as 2.4.1')
        .describe('The version that has it'),
    },
    { version: '2.4.1' },
  ),
  fulfil: body(
    'Keep a promise that the plan declares itself',
    { clock: name.describe('Which of the plan’s clocks'), note: words.describe('How').optional() },
    { clock: 'authority', note: 'Reported by their form' },
  ),
  rate: body(
    'Say how it was, as its requester',
    { score: z.int().min(1).max(10).describe('The mark, 1 the worst'), comment: words.describe('Why').optional() },
    { score: 5 },
  ),
  postmortem: body(
    'Write down what was learned',
    {
      rootCause: words.describe('Why it had happened'),
      lessons: words.describe('What was learned'),
      impact: words.describe('Whom it affected, and how').optional(),
      factors: words.describe('What contributed').optional(),
      actions: z
        .union([words, z.array(action).max(50)])
        .describe('What will be done, by whom and until when: a list becomes tickets of their owners')
        .optional(),
      runbooks: runbooks.describe('To be brought up to date within a week: each becomes a ticket of yours').optional(),
      text: words.describe('What else there is to say').optional(),
    },
    {
      rootCause: 'The disk was full',
      lessons: 'Disks are to be watched',
      actions: [{ title: 'An alarm at 80 %', owner: 'ana', due: '2027-03-12' }],
    },
  ),
} satisfies Record<Verb, z.ZodObject>;
