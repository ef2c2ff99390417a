import { z } from 'zod';
import { holidayProblem } from './holidays.ts';
import { overlap, parseDays, weekdays } from './hours.ts';
import type { Weekday } from './hours.ts';
import { may, must } from './key.ts';
import { spellWeekdays } from './time/weekday-names.ts';
import * as word from './words.ts';

type Week = Partial<Record<Weekday, readonly string[]>>;

/** The hours of a day. */
export const intervals = word.oneOrMore(word.hours).superRefine((list, context) => {
  const both = overlap(list);
  if (both !== null)
    context.addIssue({
      code: 'custom',
      message: `\`${both[0]}\` and \`${both[1]}\` overlap`,
      input: list,
      params: { rule: 'hours' },
    });
});

const keyOf = (date: z.ZodType<string, string>) =>
  z.string().superRefine((key, context) => {
    const read = date.safeParse(key);
    if (read.success) return;
    context.addIssue({ code: 'custom', message: read.error.issues[0]!.message, input: key, params: { rule: 'date' } });
  });

/** A single date. */
export const dateKey = keyOf(word.date);
const closedKey = keyOf(word.closed);

const country = word.text;
const holidays = z
  .union([
    country.transform((code) => ({ country: code })),
    z.strictObject({
      country: must(country, 'The code of a country.', 'ES'),
      state: may(word.text, 'The code of a state; many countries have none.', 'MD'),
      region: may(word.text, 'The code of a region.', 'MU'),
    }),
  ])
  .superRefine((source, context) => {
    const problem = holidayProblem(source);
    if (problem !== null)
      context.addIssue({ code: 'custom', message: problem, input: source, params: { rule: 'holidays' } });
  });

/** The keys of a calendar beside its days. */
const fixed = {
  timezone: may(word.timezone, 'Its zone; that of the plan where it is left out.', 'Europe/Madrid'),
  closed: may(
    word.oneOrMore(word.closed),
    'Days on which it is closed, such as local holidays: dates, or days of every year.',
    ['12-24', '2026-12-31'],
  ),
  special: may(z.record(closedKey, intervals), 'Days with hours of their own; they win over everything else.', {
    '2026-12-31': '09:00-12:00',
  }),
  holidays: may(
    holidays,
    'The country whose public holidays close it, with its state where that has days of its own.',
    'RO',
    { country: 'ES', state: 'MD' },
  ),
};

/** A calendar: `mon-fri: ["09:00-18:00"]` and its neighbours; days that are not named are closed. */
export const calendarBody = z
  .strictObject({ ...fixed, ...dayKeys() })
  .transform(({ timezone, closed, special, holidays: from, ...days }, context) => ({
    timezone,
    closed,
    special,
    holidays: from,
    week: weekOf(days, context),
  }));

/** The days of a week and their intervals. */
export const weekBody = z.strictObject(dayKeys()).transform(weekOf);

function weekOf(days: Record<string, readonly string[] | undefined>, context: z.RefinementCtx): Week {
  const week: Week = {};
  const owners = new Map<Weekday, string>();
  for (const [key, list] of Object.entries(days)) {
    const twice = namedBy(key).filter((day) => owners.has(day));
    if (twice.length > 0) {
      const others = [...new Set(twice.map((day) => `\`${owners.get(day)}\``))].join(' and ');
      const message = `\`${key}\` names ${spellWeekdays(twice)} a second time, beside ${others}: name every day once`;
      context.addIssue({ code: 'custom', path: [key], message, input: days, params: { rule: 'hours' } });
    }
    for (const day of namedBy(key)) {
      week[day] = list!;
      owners.set(day, owners.get(day) ?? key);
    }
  }
  return week;
}

const namedBy = (key: string): readonly Weekday[] => {
  const read = parseDays(key);
  return 'value' in read ? read.value : [];
};

/** Every way to name days: `mon` … `sun` and `mon-tue` … `sun-sat`. They are keys of their own so that a misspelt one is found. */
function dayKeys(): Record<string, z.ZodOptional<typeof intervals>> {
  const rows = weekdays.flatMap((first) => weekdays.filter((last) => last !== first).map((last) => `${first}-${last}`));
  return Object.fromEntries(
    [...weekdays, ...rows].map((key) => [key, may(intervals, `Its hours on ${key}.`, '09:00-18:00')]),
  );
}
