/** What a plan says to people, and how they reach it, compiled. */
import { expect, test } from 'vitest';

import { surveyFor } from '../../domain/survey.ts';
import { shopPlan } from '../domain/support.ts';

const plan = (more: string) => shopPlan((text) => `${text}${more}`).plan;

test('a survey asks by marks up to five, after tickets of every type, unless it says otherwise', () => {
  const { surveys } = plan(
    `surveys: { short: { after: closing }, csat: { after: resolution, types: task, question: How?, out of: 10, valid: 14 days } }\n`,
  );
  const day = 86_400_000;
  expect(surveys).toEqual({
    short: { title: 'short', after: 'closing', types: null, question: null, outOf: 5, validMs: null },
    csat: { title: 'csat', after: 'resolution', types: ['task'], question: 'How?', outOf: 10, validMs: 14 * day },
  });
});

test('of several surveys that fit a ticket the first counts', () => {
  const asked = plan(`surveys: { tasks: { after: closing, types: task }, all: { after: closing } }\n`);
  expect(surveyFor(asked, { type: 'task' })?.title).toBe('tasks');
  expect(surveyFor(asked, { type: 'incident' })?.title).toBe('all');
  expect(surveyFor(plan(''), { type: 'task' })).toBeUndefined();
});

test('channels say on which calendars they are open and answered', () => {
  const { channels } = plan(
    `channels: { phone: {}, email: { title: Mail, hours: always, answers: office }, video: { appointment: true } }\n`,
  );
  expect(channels).toMatchObject({
    phone: { title: 'phone', hours: null, answers: null, appointment: false },
    email: { title: 'Mail', hours: 'always', answers: 'office', appointment: false },
    video: { title: 'video', hours: null, answers: null, appointment: true },
  });
});

test('templates keep their names in braces until they are sent', () =>
  expect(plan(`templates: { opened: { body: "We know about {title}." } }\n`).templates).toEqual({
    opened: { title: 'opened', subject: null, body: 'We know about {title}.' },
  }));
