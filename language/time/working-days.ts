import { dayAt } from '../zone.ts';

import { dateName } from './business-dates.ts';
import type { IsBusinessDay } from './business-dates.ts';
import { occurrences } from './occurrences.ts';

const day = 86_400_000;

interface Wanted {
  /** An IANA zone. */
  readonly zone: string;
  /** The first date that may be one, `2027-04-05`; null: that of `now`, epoch ms. */
  readonly startsOn: string | null;
  readonly now: number;
  readonly count: number;
}

/** The first so many working days from then on, from midnight to midnight, epoch ms. `businessDayIn` says of a span which dates are; undefined: Monday to Friday. */
export function workingDays(
  { zone, startsOn, now, count }: Wanted,
  businessDayIn: (from: number, until: number) => IsBusinessDay | undefined,
): readonly { readonly fromAt: number; readonly untilAt: number }[] {
  const first = startsOn ?? dateName(dayAt(zone, now) * day);
  const from = midnight(zone, Date.parse(first) - 2 * day, first);
  const until = from + (count * 3 + 60) * day;
  const every = { kind: 'business', which: 'every', of: 'day', time: '00:00' } as const;
  const days = occurrences(every, zone, from, until, businessDayIn(from, until)).slice(0, count);
  return days.map((fromAt) => ({ fromAt, untilAt: nextMidnight(zone, fromAt) }));
}

const midnights = (zone: string, from: number, until: number) =>
  occurrences({ kind: 'rule', rrule: 'FREQ=DAILY', time: '00:00' }, zone, from, until);

const nextMidnight = (zone: string, at: number): number => midnights(zone, at + 1, at + 2 * day + 1)[0]!;

/** That of a date, looked for from an instant before it on. */
const midnight = (zone: string, fromAt: number, date: string): number =>
  midnights(zone, fromAt, fromAt + 4 * day).find((at) => dateName(dayAt(zone, at) * day) === date)!;
