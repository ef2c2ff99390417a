/** What people write first, before they have read the page: the message says what would be right. */
import { expect, test } from 'vitest';

import { findingsIn, planWith } from './plans.ts';

const office = (rest: string): string => `calendars: { office: { ${rest} } }`;
const role = (rest: string): string => `roles:\n  support: ${rest}\n`;
const step = (at: string): string => `escalation: { help: [{ at: ${at}, tell: ana }] }`;
const review = (every: string): string => `reviews: { plan: { every: ${every}, owner: ana } }`;

test.each([
  ['a city', office('timezone: Madrid, mon: "09:00-10:00"'), 'did you mean `Europe/Madrid`?'],
  ['days in full', office('monday-friday: "09:00-18:00"'), 'did you mean `mon-fri`?'],
  ['one day in full', office('Saturday: "09:00-18:00"'), 'did you mean `sat`?'],
  ['names with a comma', role('ana, ion'), 'write a list, such as [ana, ion]'],
  ['an entry with nothing in it', 'channels:\n  phone:\n', 'write {} where there is nothing to say'],
  ['a list of names', 'channels: [phone, mail]', 'names, each with its values, are expected, such as `phone: {}`'],
  ['a list of entries', 'channels:\n  - phone: {}\n  - mail: {}\n', 'leave the hyphens out'],
  ['a key without its value', 'services: { web: { title: } }', '`title` has no value: a text is expected'],
  ['a step at no time', step('deadline'), 'write opening, 100% of response or 30m'],
  ['the first of the month', review('first of the month 08:00'), 'write first day of the month'],
  ['the last of the quarter', review('last of the quarter'), 'write last day of the quarter'],
  ['every night', review('every night at 03:00'), 'write day at 03:00'],
  ['nightly at a time', review('nightly 03:00'), 'write day 03:00'],
  ['every other week', review('every other week'), 'write 2 weeks'],
])('%s', (_, chapters, right) => {
  const found = findingsIn(planWith(chapters)).filter(({ severity }) => severity === 'error');
  expect(found.map(({ message }) => message)).toEqual([expect.stringContaining(right)]);
});

test.each([
  ['one closed day', office('mon-fri: "09:00-18:00", closed: 2026-12-24')],
  ['one clock that stands still', 'pauses: { hold: { stops: resolution, ends: resume } }'],
  ['one format', 'reports: { monthly: { every: month, to: ana, formats: pdf } }'],
])('%s needs no list', (_, chapters) =>
  expect(findingsIn(planWith(chapters)).filter(({ severity }) => severity !== 'note')).toEqual([]),
);
