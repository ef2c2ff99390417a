import { nearHours } from './near-hours.ts';
import type { Parsed } from './time/parsed.ts';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** A wall-clock interval of one day, minutes after 00:00; `to` is at most 24:00. */
export interface Hours {
  readonly from: number;
  readonly to: number;
}

/** Reads `09:00-18:00` or `00:00-24:00`; promises an interval that is not empty and does not cross midnight. */
export function parseHours(written: string): Parsed<Hours> {
  const text = written.trim();
  const [, h1, m1, h2, m2] = /^(\d\d?):(\d\d) *- *(\d\d?):(\d\d)$/.exec(text) ?? [];
  if (h1 === undefined)
    return { problem: `\`${text}\` is not an interval: write ${nearHours(text) ?? 'it like 09:00-18:00'}` };
  const from = Number(h1) * 60 + Number(m1);
  const to = Number(h2) * 60 + Number(m2);
  if (Number(m1) > 59 || Number(m2) > 59 || from > 1440 || to > 1440)
    return { problem: `\`${text}\` has a time that no clock shows: they go from 00:00 to 24:00` };
  if (from >= to)
    return {
      problem: `\`${text}\` does not end after it begins: an interval that crosses midnight is written as two, such as 22:00-24:00 and, on the next day, 00:00-06:00`,
    };
  return { value: { from, to } };
}

/** Reads `mon` or `mon-fri` and promises the weekdays it names, in their order. `fri-mon` goes over the weekend. */
export function parseDays(written: string): Parsed<readonly Weekday[]> {
  const [first, last = first, ...more] = written
    .split('-')
    .map((name) => weekdays.findIndex((one) => one === name.trim()));
  if (first === undefined || last === undefined || first < 0 || last < 0 || more.length > 0)
    return { problem: `\`${written}\` is not a day: write ${weekdays.join(', ')}, or a row of days such as mon-fri` };
  const count = ((last - first + 7) % 7) + 1;
  const days = Array.from({ length: count }, (_, step) => weekdays[(first + step) % 7]!);
  return { value: weekdays.filter((one) => days.includes(one)) };
}

/** Reads a date such as `2026-12-24` and promises that the year has such a day. */
export function parseDate(written: string): Parsed<string> {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(written) ?? [];
  if (year === undefined)
    return { problem: `\`${written}\` is not a date: write ${nearDate(written) ?? 'it like 2026-12-24'}` };
  const real =
    Number(month) >= 1 &&
    Number(month) <= 12 &&
    Number(day) >= 1 &&
    Number(day) <= lengthOf(Number(year), Number(month));
  return real ? { value: written } : { problem: `\`${written}\` is a day that does not exist` };
}

/** Reads `2026-12-24`, or `12-24` for every year, and promises a day that there is; `02-29` is one of leap years. */
export function parseClosed(written: string): Parsed<string> {
  if (!/^\d\d-\d\d$/.test(written)) {
    const read = parseDate(written);
    const yearly = 'problem' in read && /^\D|^\d\d? \D/.test(written);
    return yearly ? { problem: `${read.problem}, or 12-24 for every year` } : read;
  }
  return 'value' in parseDate(`2024-${written}`)
    ? { value: written }
    : { problem: `\`${written}\` is not a day of any year: write month and day, such as 12-24` };
}

/** What is meant by `24.12.2026`; null where it is not plain. */
function nearDate(written: string): string | null {
  const [, day = '', month = '', year] = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(written.trim()) ?? [];
  const right = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return year !== undefined && 'value' in parseDate(right) ? right : null;
}

/** The first two of a day's intervals that overlap, or null; touching is fine. */
export function overlap(intervals: readonly string[]): readonly [string, string] | null {
  const read = intervals.flatMap((text) => {
    const hours = parseHours(text);
    return 'value' in hours ? [{ text, ...hours.value }] : [];
  });
  const sorted = read.toSorted((a, b) => a.from - b.from);
  const late = sorted.findIndex((one, index) => index > 0 && one.from < sorted[index - 1]!.to);
  return late < 0 ? null : [sorted[late - 1]!.text, sorted[late]!.text];
}

const lengthOf = (year: number, month: number): number =>
  month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31;
