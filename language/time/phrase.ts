import type { Period } from '../../domain/recurrence.ts';
import { rule } from './days.ts';
import type { Days } from './days.ts';
import type { Parsed } from './parsed.ts';
import { placeIn } from './place.ts';
import { readWeekdays, rruleDay } from './weekday-names.ts';

type Unit = 'day' | Period;

const units: ReadonlyMap<string, Unit> = new Map([
  ...['d', 'day', 'days'].map((word) => [word, 'day'] as const),
  ...['w', 'week', 'weeks'].map((word) => [word, 'week'] as const),
  ...['month', 'months'].map((word) => [word, 'month'] as const),
  ...['quarter', 'quarters'].map((word) => [word, 'quarter'] as const),
  ...['year', 'years'].map((word) => [word, 'year'] as const),
]);
const adverbs: ReadonlyMap<string, Unit> = new Map([
  ['daily', 'day'],
  ['weekly', 'week'],
  ['monthly', 'month'],
  ['quarterly', 'quarter'],
  ['yearly', 'year'],
  ['annually', 'year'],
]);
const frequency = { day: 'DAILY', week: 'WEEKLY', month: 'MONTHLY', quarter: 'MONTHLY', year: 'YEARLY' } as const;
const most = 1000;

/** Reads which days a phrase without a time means; null where it speaks of no days. */
export function parsePhrase(phrase: string): Parsed<Days> | null {
  if (/^business days?$/.test(phrase)) return { value: { kind: 'business', which: 'every', of: 'day' } };
  const weekdays = readWeekdays(phrase);
  if (weekdays !== null) return rule('WEEKLY', 1, `BYDAY=${weekdays.map(rruleDay).join(',')}`);
  const [, place, of] = /^(.+?) of (?:(?:the|each|every) )?(week|month|quarter|year)$/.exec(phrase) ?? [];
  return place === undefined ? unitPhrase(phrase) : placeIn(place, of as Period, 1);
}

/** `2 weeks on tue`, `daily`. */
function unitPhrase(phrase: string): Parsed<Days> | null {
  const [, count, word = '', on] = /^(?:(\d+) ?)?([a-z]+)(?: on (.+))?$/.exec(phrase) ?? [];
  const unit = units.get(word) ?? (count === undefined ? adverbs.get(word) : undefined);
  return unit === undefined ? null : everyFew(phrase, Number(count ?? 1), unit, on);
}

function everyFew(phrase: string, count: number, unit: Unit, on: string | undefined): Parsed<Days> {
  if (count < 1 || count > most) return { problem: `\`${phrase}\` is out of range: the number goes from 1 to ${most}` };
  if (on === undefined) return rule(frequency[unit], unit === 'quarter' ? 3 * count : count);
  if (unit === 'day') return { problem: `\`${phrase}\` cannot be: write ${on}, or week on ${on}` };
  return placeIn(on, unit, count);
}
