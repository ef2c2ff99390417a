import type { Announcement, Channel, Survey, Template } from '../domain/plan/communication.ts';
import type { Tell } from '../domain/plan/people.ts';

import { conditionsOf } from './conditions.ts';
import type { Chapter, Written } from './schema.ts';
import type { Settings } from './settings.ts';
import { channelsIn } from './reach.ts';
import { tellOf } from './tell.ts';

export const channelOf = (one: Chapter<'channels'>[string], title: string): Channel => ({
  title,
  hours: one.hours ?? null,
  answers: one.answers ?? null,
  appointment: one.appointment ?? false,
  address: one.address ?? null,
  type: one.type ?? null,
  severity: one.severity ?? null,
  unknown: one['unknown senders'] ?? 'accept',
});

export const announcementOf = (one: Chapter<'communication'>[number], written: Written): Announcement => ({
  when: conditionsOf(one.when),
  tell: one.tell.flatMap((who) => audience[who] ?? tellOf(who, written)),
  via: channelsIn(one.via ?? [], written),
  withinMs: one.within ?? null,
  everyMs: one.every ?? null,
  at: one.at ?? 'opening',
  template: one.template ?? null,
  update: one.update ?? null,
  closing: one.closing ?? null,
});

/** Whom only messages of the plan reach as a group. */
const audience: Readonly<Record<string, readonly Tell[]>> = {
  'all users': ['subscribers'],
  'affected users': ['requester', 'affected', 'watchers'],
  requester: ['requester'],
  watchers: ['watchers'],
};

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
