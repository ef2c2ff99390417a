import { datesOf } from './dates.ts';
import type { Parsed } from './parsed.ts';

const list = (one: string): RegExp => new RegExp(`^${one}(,${one})*$`);
const weekday = '(MO|TU|WE|TH|FR|SA|SU)';
const known: ReadonlyMap<string, RegExp> = new Map([
  ['FREQ', /^(DAILY|WEEKLY|MONTHLY|YEARLY)$/],
  ['INTERVAL', /^[1-9]\d{0,2}$/],
  ['BYMONTH', list('([1-9]|1[0-2])')],
  ['BYMONTHDAY', list('-?([1-9]|[12]\\d|3[01])')],
  ['BYDAY', list(`(-?[1-5])?${weekday}`)],
  ['BYSETPOS', list('-?[1-9]\\d?')],
]);
const years = Array.from({ length: 12 }, (_, index) => 2024 + index);

/** Reads a rule of RFC 5545 after `RRULE:` and promises one of days, without an end and without times, that ever happens. */
export function parseRrule(written: string): Parsed<string> {
  const text = written.trim().toUpperCase();
  const parts = text.split(';').map((part) => part.split('='));
  for (const [key = '', value = '', ...more] of parts) {
    const problem = partProblem(key, value, more.length > 0);
    if (problem !== null) return { problem };
  }
  const keys = parts.map(([key]) => key);
  if (!keys.includes('FREQ'))
    return { problem: `\`RRULE:${text}\` has no FREQ: write it like RRULE:FREQ=MONTHLY;BYDAY=2TU` };
  if (new Set(keys).size < keys.length) return { problem: `\`RRULE:${text}\` says a part twice` };
  const odd = combinationProblem(text);
  if (odd !== null) return { problem: `\`RRULE:${text}\` ${odd}` };
  return happens(text) ? { value: text } : { problem: `\`RRULE:${text}\` does not happen in twelve years` };
}

function partProblem(key: string, value: string, odd: boolean): string | null {
  if (['COUNT', 'UNTIL'].includes(key)) return `${key} ends a rule, and what a plan repeats has no end: leave it out`;
  if (['BYHOUR', 'BYMINUTE', 'BYSECOND'].includes(key))
    return `${key} is not read: write the time after the rule, such as RRULE:FREQ=DAILY 03:00`;
  const pattern = known.get(key);
  if (pattern === undefined)
    return `\`${key}\` is not a part of a rule known here: there are ${[...known.keys()].join(', ')}`;
  if (key === 'FREQ' && /^(HOURLY|MINUTELY|SECONDLY)$/.test(value))
    return `FREQ=${value} is elapsed time: write it like 4h or 30m`;
  return pattern.test(value) && !odd
    ? null
    : `\`${key}=${value}\` cannot be read: write it like RRULE:FREQ=MONTHLY;BYDAY=2TU`;
}

function combinationProblem(text: string): string | null {
  if (text.includes('FREQ=DAILY') && text.includes('BYSETPOS'))
    return 'chooses among the days of a day: BYSETPOS is for weeks, months and years';
  return /FREQ=(DAILY|WEEKLY)/.test(text) && /\d(MO|TU|WE|TH|FR|SA|SU)/.test(text)
    ? 'counts weekdays: that is for months and years, such as FREQ=MONTHLY;BYDAY=2TU'
    : null;
}

/** The library refuses what it cannot work out. */
function happens(rrule: string): boolean {
  try {
    return years.some(
      (year) => datesOf(rrule, Date.UTC(2024, 0, 1), Date.UTC(year, 0, 1), Date.UTC(year, 11, 31)).length > 0,
    );
  } catch {
    return false;
  }
}
