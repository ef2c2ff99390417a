import { z } from 'zod';

import { may, must, recorded } from './key.ts';
import { customerChapters } from './schema/customers.ts';
import { keepingChapters } from './schema/keeping.ts';
import { knowledgeChapters } from './schema/knowledge.ts';
import { managingChapters } from './schema/managing.ts';
import { peopleChapters } from './schema/people.ts';
import { releaseChapters } from './schema/releases.ts';
import { named } from './schema/shapes.ts';
import { tellingChapters } from './schema/telling.ts';
import { ticketChapters } from './schema/tickets.ts';
import { watchingChapters } from './schema/watching.ts';
import { workChapters } from './schema/work.ts';
import { calendarBody } from './week.ts';
import * as word from './words.ts';

/** The types of tickets of a plan that names none (design §1). */
export const usualTypes: readonly string[] = ['incident', 'request', 'question', 'security', 'task'];

/** Which promise wins in a plan that does not say it. */
export const usualCombine = 'strictest';

const paper = z.strictObject({
  version: may(word.text, 'Its version.', '1.0'),
  date: may(word.date, 'Its date.', '2025-11-26'),
  status: may(word.text, 'Whether it is a draft.', 'Draft'),
  file: may(word.text, 'Where it is.', 'seeds/transport.md'),
});

const version = z.literal(1, {
  error: ({ input }) => `${word.foundBefore(input)}the version of the language, 1, is expected`,
});

/** The plan file, version 1 of the language: one key a chapter. */
export const planSchema = z.strictObject({
  guardia: must(version, 'The version of the language.', 1),
  plan: must(word.slug, 'The name of the plan for machines, which never changes.', 'transport'),
  title: must(word.text, 'The name of the plan, for people.', 'Transport SaaS'),
  description: may(word.text, 'What the plan is for.', 'Support and maintenance of the platform'),
  document: recorded(paper, 'The document that the plan comes from.', { version: '1.0', date: '2025-11-26' }),
  reference: must(word.reference, 'What every reference of the plan begins with, such as TRA-1.', 'TRA'),
  locale: must(word.locale, 'The language of its mails: en, es, pt or ro; others get English.', 'ro', 'es-CL'),
  timezone: must(word.timezone, 'The zone of its times of day, unless a calendar has its own.', 'Europe/Bucharest'),
  calendars: may(named(calendarBody), 'When the company is open; `always` is built in.', {
    office: { 'mon-fri': '09:00-18:00', holidays: 'RO' },
  }),
  ...peopleChapters,
  ...customerChapters,
  ...watchingChapters,
  ...ticketChapters,
  ...tellingChapters,
  ...keepingChapters,
  ...workChapters,
  ...releaseChapters,
  ...knowledgeChapters,
  ...managingChapters,
});

/** A plan file that is well formed; its references may still lead nowhere. */
export type Written = z.output<typeof planSchema>;
/** One chapter of it. */
export type Chapter<K extends keyof Written> = NonNullable<Written[K]>;
