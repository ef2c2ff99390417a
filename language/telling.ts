import type { Announcement, Channel, Survey, Template } from '../domain/plan.ts';

import type { Chapter } from './schema.ts';
import type { Settings } from './settings.ts';

export const channelOf = (one: Chapter<'channels'>[string], title: string): Channel => ({
  title,
  hours: one.hours ?? null,
  answers: one.answers ?? null,
  appointment: one.appointment ?? false,
});

export const announcementOf = (one: Chapter<'communication'>[number]): Announcement => ({
  at: one.at ?? 'opening',
  template: one.template ?? null,
  update: one.update ?? null,
  closing: one.closing ?? null,
});

export const templateOf = (
  { subject, body }: Chapter<'templates'>[string],
  id: string,
  title: string,
  settings: Settings,
): Template => ({
  title,
  subject: subject === undefined ? null : settings.resolve(subject, ['templates', id, 'subject']),
  body: settings.resolve(body, ['templates', id, 'body']) ?? '',
});

const usualMarks = 5;

export const surveyOf = (one: Chapter<'surveys'>[string], id: string, title: string, settings: Settings): Survey => ({
  title,
  after: one.after,
  types: one.types ?? null,
  question: one.question === undefined ? null : settings.resolve(one.question, ['surveys', id, 'question']),
  outOf: one['out of'] ?? usualMarks,
  validMs: one.valid ?? null,
});
