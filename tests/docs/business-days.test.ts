/** What the page of the language says about open time and business days is what the clocks do. */
import { readFile } from 'node:fs/promises';

import { expect, test } from 'vitest';

import { afterBusinessDays, afterOpen } from '../../domain/calendar.ts';
import { compileCalendar } from '../../language/calendar.ts';

const hour = 3_600_000;
const office = { mon: ['09:00-18:00'], tue: ['09:00-18:00'], wed: ['09:00-18:00'], thu: ['09:00-18:00'] };
const week = { ...office, fri: ['09:00-18:00'] };
/** A Monday: each day after it is as many days later. */
const monday = Date.UTC(2026, 2, 2);
const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const calendar = compileCalendar({ zone: 'UTC', week }, monday, monday + 40 * 24 * hour);

const page = await readFile(new URL('../../docs/plan-language.md', import.meta.url), 'utf8');
const rows = Array.from(page.matchAll(/^\| ([A-Z][a-z]+day \d\d:00) \| (.+) \|$/gm), ([, from, ends]) => ({
  from: from!,
  ends: ends!.split(' | '),
}));

test('there is a table of them', () => expect(rows.length).toBeGreaterThan(2));

test.each(rows)('a ticket of $from', ({ from, ends }) => {
  const [day = '', time = ''] = from.split(' ');
  const at = monday + days.indexOf(day) * 24 * hour + Number(time.slice(0, 2)) * hour;
  const due = [
    afterOpen(calendar, at, 9 * hour),
    afterOpen(calendar, at, 24 * hour),
    afterBusinessDays(calendar, at, 1),
  ];
  expect(due.map(said)).toEqual(ends);
});

const said = (at: number): string =>
  `${days[(new Date(at).getUTCDay() + 6) % 7]} ${new Date(at).toISOString().slice(11, 16)}`;
