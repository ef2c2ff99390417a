import { parseDays, weekdays } from '../hours.ts';
import type { Weekday } from '../hours.ts';

const long = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** The days that `mon`, `monday`, `mon, wed` or `mon-fri` names, from Monday on; null where it names none. */
export function readWeekdays(text: string): readonly Weekday[] | null {
  const parts = text.split(/, ?and | and |, ?/).map((part) => parseDays(part.replaceAll(/[a-z]+/g, short)));
  const named = parts.flatMap((part) => ('value' in part ? part.value : []));
  return parts.every((part) => 'value' in part) ? weekdays.filter((day) => named.includes(day)) : null;
}

/** Spells days as `readWeekdays` reads them: a row of three or more is `mon-wed`. */
export function spellWeekdays(days: readonly Weekday[]): string {
  const at = days.map((day) => weekdays.indexOf(day));
  const row = at.every((one, index) => index === 0 || one === at[index - 1]! + 1);
  return row && days.length > 2 ? `${days[0]}-${days.at(-1)}` : days.join(', ');
}

/** `monday` of `mon`. */
export const longName = (day: Weekday): string => long[weekdays.indexOf(day)]!;

/** As RFC 5545 writes it: `MO`. */
export const rruleDay = (day: Weekday): string => day.slice(0, 2).toUpperCase();

export const weekdayOf = (code: string): Weekday | undefined => weekdays.find((day) => rruleDay(day) === code);

const short = (name: string): string => weekdays[long.indexOf(name.replace(/s$/, ''))] ?? name;
