import { z } from 'zod';
import { overlap, parseDays, weekdays } from './hours.ts';
import type { Weekday } from './hours.ts';
import * as word from './words.ts';

type Week = Partial<Record<Weekday, readonly string[]>>;

const intervals = word.oneOrMore(word.hours).superRefine((list, context) => {
  const both = overlap(list);
  if (both !== null)
    context.addIssue({
      code: 'custom',
      message: `\`${both[0]}\` and \`${both[1]}\` overlap`,
      input: list,
      params: { rule: 'hours' },
    });
});

export const dateKey = z.string().superRefine((key, context) => {
  const read = word.date.safeParse(key);
  if (!read.success)
    context.addIssue({ code: 'custom', message: read.error.issues[0]!.message, input: key, params: { rule: 'date' } });
});

/** The keys of a calendar beside its days. */
const fixed = {
  timezone: word.timezone.optional(),
  closed: z.array(word.date).optional(),
  special: z.record(dateKey, intervals).optional(),
};

/** A calendar: `mon-fri: ["09:00-18:00"]` and its neighbours; days that are not named are closed. */
export function calendarBody<Holidays extends z.ZodType>(holidays: Holidays) {
  const known = z.strictObject({ ...fixed, holidays: holidays.optional(), ...dayKeys() });
  return known.transform(({ timezone, closed, special, holidays: from, ...days }, context) => {
    const week: Week = {};
    for (const [key, list] of Object.entries(days)) {
      for (const day of namedBy(key)) {
        if (week[day] !== undefined)
          context.addIssue({
            code: 'custom',
            path: [key],
            message: `\`${day}\` is named twice, the second time by \`${key}\``,
            input: days,
            params: { rule: 'hours' },
          });
        week[day] = list as readonly string[];
      }
    }
    return { timezone, closed, special, holidays: from, week };
  });
}

const namedBy = (key: string): readonly Weekday[] => {
  const read = parseDays(key);
  return 'value' in read ? read.value : [];
};

/** Every way to name days: `mon` … `sun` and `mon-tue` … `sun-sat`. They are keys of their own so that a misspelt one is found. */
function dayKeys(): Record<string, z.ZodOptional<typeof intervals>> {
  const rows = weekdays.flatMap((first) => weekdays.filter((last) => last !== first).map((last) => `${first}-${last}`));
  return Object.fromEntries([...weekdays, ...rows].map((key) => [key, intervals.optional()]));
}
