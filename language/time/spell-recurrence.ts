import type { Recurrence } from '../../domain/recurrence.ts';
import { parseRecurrence } from './recurrence.ts';
import { spellElapsed } from './span.ts';
import { longName, spellWeekdays, weekdayOf } from './weekday-names.ts';

const words = { continuous: 'continuously', 'on change': 'on change', 'as needed': 'as needed', 'at once': 'at once' };
const units: Readonly<Record<string, string>> = { DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month', YEARLY: 'year' };
const ordinals: ReadonlyMap<number, string> = new Map([
  [1, 'first'],
  [2, 'second'],
  [3, 'third'],
  [4, 'fourth'],
  [-1, 'last'],
]);

type Parts = ReadonlyMap<string, string>;

/** Spells a recurrence in English as `parseRecurrence` reads it: `2 weeks on tue 10:00`, `last day of the month`. */
export function spellRecurrence(recurrence: Recurrence): string {
  if (recurrence.kind === 'interval') return spellElapsed(recurrence.ms);
  if (recurrence.kind === 'rule') return timed(spellRule(recurrence.rrule), recurrence.time);
  if (recurrence.kind !== 'business') return words[recurrence.kind];
  const { which, of, time } = recurrence;
  return timed(which === 'every' || of === 'day' ? 'business day' : `${which} business day of the ${of}`, time);
}

const timed = (phrase: string, time: string | null): string => (time === null ? phrase : `${phrase} ${time}`);

/** What English has no phrase for stays a rule. */
function spellRule(rrule: string): string {
  const parts: Parts = new Map(rrule.split(';').map((part) => part.split('=') as [string, string]));
  const phrase = rrule === 'FREQ=MONTHLY;INTERVAL=3' ? 'quarter' : phraseOf(parts);
  const read = parseRecurrence(phrase);
  return 'value' in read && read.value.kind === 'rule' && read.value.rrule === rrule ? phrase : `RRULE:${rrule}`;
}

function phraseOf(parts: Parts): string {
  const freq = parts.get('FREQ') ?? '';
  const unit = parts.get('BYMONTH')?.includes(',') === true ? 'quarter' : (units[freq] ?? freq);
  const every = Number(parts.get('INTERVAL') ?? 1);
  const place = placeOf(parts);
  const rhythm = every === 1 ? unit : `${every} ${unit}s`;
  return place === null ? rhythm : placed(place, rhythm, every === 1, unit);
}

function placed(place: string, rhythm: string, each: boolean, unit: string): string {
  if (unit === 'week') return each ? place : `${rhythm} on ${place}`;
  if (/^\d\d-\d\d$/.test(place)) return `${rhythm} on ${place}`;
  return each ? `${place} of the ${unit}` : `${rhythm} on the ${place}`;
}

function placeOf(parts: Parts): string | null {
  const [byDay, byDate, month] = ['BYDAY', 'BYMONTHDAY', 'BYMONTH'].map((key) => parts.get(key));
  if (byDay !== undefined) return spellDays(byDay);
  if (byDate === undefined) return null;
  if (month !== undefined && /^\d+$/.test(month)) return `${month.padStart(2, '0')}-${byDate.padStart(2, '0')}`;
  if (byDate === '-1') return 'last day';
  if (month !== undefined) return 'first day';
  return byDate
    .split(',')
    .map((date) => nth(Number(date)))
    .join(' and ');
}

function spellDays(byDay: string): string {
  const [, count, code = ''] = /^(-?\d)([A-Z]{2})$/.exec(byDay) ?? [];
  const one = weekdayOf(code);
  if (one !== undefined) return `${ordinals.get(Number(count)) ?? ''} ${longName(one)}`;
  return spellWeekdays(byDay.split(',').flatMap((each) => weekdayOf(each) ?? []));
}

function nth(date: number): string {
  const ending = date > 10 && date < 20 ? 'th' : (['th', 'st', 'nd', 'rd'][date % 10] ?? 'th');
  return `${date}${ending}`;
}
