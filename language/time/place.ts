import type { Period } from '../../domain/recurrence.ts';
import { parseDate } from '../hours.ts';
import { rule } from './days.ts';
import type { Days } from './days.ts';
import type { Parsed } from './parsed.ts';
import { readWeekdays, rruleDay } from './weekday-names.ts';

const ordinals: ReadonlyMap<string, number> = new Map([
  ['first', 1],
  ['1st', 1],
  ['second', 2],
  ['2nd', 2],
  ['third', 3],
  ['3rd', 3],
  ['fourth', 4],
  ['4th', 4],
  ['last', -1],
]);
/** That every month has. */
const lastDay = 28;

/** Reads where in every `count`th week, month, quarter or year: `tue`, `the 15th`, `first monday`, `last business day`, `01-15`. */
export function placeIn(written: string, unit: Period, count: number): Parsed<Days> {
  const place = written.replace(/^the /, '');
  if (unit === 'quarter' && count > 1)
    return { problem: `\`${count} quarters on ${written}\` cannot be: write ${3 * count} months on ${written}` };
  if (place === 'first' || place === 'last')
    return { problem: `\`${place} of the ${unit}\` is not a day: write ${place} day of the ${unit}` };
  const found = byOrdinal(place, unit, count);
  if (found !== null) return found;
  if (unit === 'week') return onWeekdays(place, count);
  if (unit === 'month') return onMonthDays(place, count);
  return unit === 'year' ? onDate(place, count) : { problem: placesOf(written, unit) };
}

function byOrdinal(place: string, unit: Period, count: number): Parsed<Days> | null {
  const [, first, what] = /^(\S+) (.+)$/.exec(place) ?? [];
  const nth = ordinals.get(first ?? '');
  return nth === undefined || what === undefined ? null : nthOf(nth, what, unit, count);
}

/** `first monday`, `last day`, `first business day`; null where it is something else. */
function nthOf(nth: number, what: string, unit: Period, count: number): Parsed<Days> | null {
  if (what === 'business day') return businessDay(nth, unit, count);
  if (what === 'day') return edgeDay(nth, unit, count);
  const weekdays = unit === 'week' ? null : readWeekdays(what);
  return weekdays?.length === 1 ? ofUnit(unit, count, nth, `BYDAY=${nth}${rruleDay(weekdays[0]!)}`) : null;
}

function edgeDay(nth: number, unit: Period, count: number): Parsed<Days> | null {
  if (nth !== 1 && nth !== -1) return null;
  if (unit === 'week') return rule('WEEKLY', count, `BYDAY=${nth === 1 ? 'MO' : 'SU'}`);
  if (unit === 'year') return onDate(nth === 1 ? '01-01' : '12-31', count);
  return ofUnit(unit, count, nth, `BYMONTHDAY=${nth}`);
}

function businessDay(nth: number, unit: Period, count: number): Parsed<Days> {
  if (nth !== 1 && nth !== -1)
    return { problem: `only the first and the last business day are known: write first business day of the ${unit}` };
  const which = nth === 1 ? 'first' : 'last';
  return count === 1
    ? { value: { kind: 'business', which, of: unit } }
    : { problem: `the ${which} business day comes every ${unit}: write ${which} business day of the ${unit}` };
}

/** The first is in the first month of a quarter, the last in its last. */
function ofUnit(unit: Period, count: number, nth: number, day: string): Parsed<Days> {
  if (unit === 'month') return rule('MONTHLY', count, day);
  if (unit === 'year') return rule('YEARLY', count, day);
  return rule('YEARLY', 1, `BYMONTH=${nth === -1 ? '3,6,9,12' : '1,4,7,10'}`, day);
}

function onWeekdays(place: string, count: number): Parsed<Days> {
  const days = readWeekdays(place);
  return days === null
    ? { problem: placesOf(place, 'week') }
    : rule('WEEKLY', count, `BYDAY=${days.map(rruleDay).join(',')}`);
}

function onMonthDays(place: string, count: number): Parsed<Days> {
  const parts = place.split(/, ?and | and |, ?/).map((part) => /^(?:the )?(\d{1,2})(?:st|nd|rd|th)$/.exec(part)?.[1]);
  if (parts.some((part) => part === undefined)) return { problem: placesOf(place, 'month') };
  const days = [...new Set(parts.map(Number))].toSorted((a, b) => a - b);
  const odd = days.find((day) => day < 1 || day > lastDay);
  if (odd !== undefined)
    return { problem: `not every month has a day ${odd}: write 1st to ${lastDay}th, or last day of the month` };
  return rule('MONTHLY', count, `BYMONTHDAY=${days.join(',')}`);
}

function onDate(place: string, count: number): Parsed<Days> {
  const [, month, day] = /^(\d\d)-(\d\d)$/.exec(place) ?? [];
  if (month === undefined) return { problem: placesOf(place, 'year') };
  if (!('value' in parseDate(`2023-${month}-${day}`)))
    return { problem: `\`${place}\` is not a day of every year: write month and day, such as 01-15` };
  return rule('YEARLY', count, `BYMONTH=${Number(month)}`, `BYMONTHDAY=${Number(day)}`);
}

const placesOf = (place: string, unit: Period): string =>
  `\`${place}\` is not a place in a ${unit}: write ${examples[unit]}`;

const examples: Readonly<Record<Period, string>> = {
  week: 'mon, or mon, wed, such as 2 weeks on tue',
  month: 'month on the 15th, first monday of the month or last day of the month',
  quarter: 'first day of the quarter, last friday of the quarter or last business day of the quarter',
  year: 'year on 01-15, first monday of the year or last day of the year',
};
