/** What people write first, before they have read the page: the message says what would be right. */
import { expect, test } from 'vitest';

import { findingsIn, planWith } from './plans.ts';

const office = (rest: string): string => `calendars: { office: { ${rest} } }`;
const role = (rest: string): string => `roles:\n  support: ${rest}\n`;
const promise = (response: string): string => `severities: { P1: { response: ${response} } }`;
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
  ['a day that is closed', office('mon: closed, tue: "09:00-10:00"'), 'write [], which is no hours at all'],
  ['hours without minutes', office('mon: 10-13'), 'write "10:00-13:00"'],
  ['two intervals in one', office('mon: "9-13, 2pm to 6pm"'), 'write ["09:00-13:00", "14:00-18:00"]'],
  [
    'days that are named twice',
    office('mon-fri: "09:00-18:00", mon-sat: "10:00-12:00"'),
    'names mon-fri a second time',
  ],
  ['a country', office('mon: "09:00-18:00", holidays: Portugal'), 'write PT'],
  ['a country in its own words', office('mon: "09:00-18:00", holidays: España'), 'write ES'],
  ['a state of none', office('mon: "09:00-18:00", holidays: { country: PT, state: X }'), 'write `holidays: PT`'],
  ['a date as people say it', office('mon: "09:00-18:00", closed: 24.12.2026'), 'write 2026-12-24'],
  ['business hours', promise('2 business hours'), 'write 2h; on a calendar these are open hours'],
  ['half business hours', promise('1.5 business hours'), 'write 90m;'],
  ['a working day', promise('1 working day'), 'write 1 business day'],
  ['two weekdays', promise('2 weekdays'), 'write 2 business days'],
  ['half a business day', promise('half a business day'), 'write whole days, such as 1 business day, or hours'],
  ['0.5 business days', promise('0.5 business days'), 'write whole days, such as 1 business day, or hours'],
  ['half of a clock', step('half of the response'), 'write 50% of response'],
  ['a step at no time', step('deadline'), 'write opening, 100% of response or 30m'],
  ['the first of the month', review('first of the month 08:00'), 'write first day of the month'],
  ['the last of the quarter', review('last of the quarter'), 'write last day of the quarter'],
  ['every night', review('every night at 03:00'), 'write day 03:00'],
  ['nightly at three', review('nightly at 3:00'), 'write day 03:00'],
  ['a time without minutes', review('monday at 9'), 'write monday 09:00'],
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

test.each([
  ['locale: português', 'write pt'],
  ['locale: Romanian', 'write ro'],
  ['timezone: lisbon', 'did you mean `Europe/Lisbon`?'],
])('%s in the head', (line, right) => {
  const key = line.split(':')[0]!;
  const text = planWith().replace(new RegExp(`^${key}: .*$`, 'm'), line);
  expect(findingsIn(text).map(({ message }) => message)).toEqual([expect.stringContaining(right)]);
});

test('how often copies are tested is said as it was written', () => {
  const [found] = findingsIn(
    planWith(
      'services: { db: {} }\nbackups: { db: { service: db, every: day 04:00, keep: 10 days, restore test: month } }',
    ),
  ).filter(({ rule }) => rule === 'keep-shorter-than-test');
  expect(found?.message).toContain('yet one is tested only every month, 28 to 31 days:');
});
