import { Temporal } from 'temporal-polyfill';
import type { Recurrence } from '../../domain/recurrence.ts';
import { dayAt, wallClock } from '../zone.ts';
import { businessDates, dateName, mondayToFriday } from './business-dates.ts';
import type { IsBusinessDay } from './business-dates.ts';
import { datesOf } from './dates.ts';

const minute = 60_000;
const day = 1440 * minute;
/** Of what leaves its time open: an hour at which people work. */
export const usualTime = '09:00';
/** A Monday. */
const anchorDay = Date.UTC(2024, 0, 1);

/** Whether it comes round by the clock at all. */
export const hasRhythm = ({ kind }: Recurrence): boolean =>
  kind === 'interval' || kind === 'rule' || kind === 'business';

interface Dated {
  readonly date: number;
  readonly wall: number;
  readonly at: number;
}

/**
 * The instants (epoch ms, ascending) in [fromAt, untilAt) at which it comes round, none before the anchor. A wall time that
 * does not exist is the instant of the transition, a repeated one its first occurrence; a time left open is 09:00. Intervals
 * and every second week, month … count from `anchorAt`, by default the midnight of Monday 2024-01-01 in the zone. Business
 * days are Monday to Friday unless `isBusinessDay` says otherwise. What has no rhythm has no occurrences.
 */
export function occurrences(
  recurrence: Recurrence,
  zone: string,
  fromAt: number,
  untilAt: number,
  isBusinessDay: IsBusinessDay = mondayToFriday,
  anchorAt: number = firstMonday(zone),
): number[] {
  if (recurrence.kind === 'interval') return steps(recurrence.ms, anchorAt, fromAt, untilAt);
  const all = dated(recurrence, zone, fromAt, untilAt, isBusinessDay, anchorAt).map(({ at }) => at);
  return [...new Set(all)];
}

/** The local dates in [fromAt, untilAt), epoch ms, on which a change of clocks skips its time of day. */
export function skippedBy(
  recurrence: Recurrence,
  zone: string,
  fromAt: number,
  untilAt: number,
  isBusinessDay: IsBusinessDay = mondayToFriday,
  anchorAt: number = firstMonday(zone),
): readonly string[] {
  return dated(recurrence, zone, fromAt, untilAt, isBusinessDay, anchorAt)
    .filter(({ wall, at }) => wallAt(zone, at) !== wall)
    .map(({ date }) => dateName(date));
}

function steps(ms: number, anchorAt: number, fromAt: number, untilAt: number): number[] {
  const first = anchorAt + Math.max(0, Math.ceil((fromAt - anchorAt) / ms)) * ms;
  return Array.from({ length: Math.max(0, Math.ceil((untilAt - first) / ms)) }, (_, index) => first + index * ms);
}

function dated(
  recurrence: Recurrence,
  zone: string,
  fromAt: number,
  untilAt: number,
  isBusinessDay: IsBusinessDay,
  anchorAt: number,
): readonly Dated[] {
  if (recurrence.kind !== 'rule' && recurrence.kind !== 'business') return [];
  const [hours, minutes] = (recurrence.time ?? usualTime).split(':').map(Number);
  const from = (dayAt(zone, fromAt) - 1) * day;
  const to = (dayAt(zone, untilAt) + 1) * day;
  const dates =
    recurrence.kind === 'rule'
      ? datesOf(recurrence.rrule, dayAt(zone, anchorAt) * day, from, to)
      : businessDates(recurrence, from, to, isBusinessDay);
  const instantOf = wallClock(zone, fromAt, untilAt);
  return dates
    .map((date) => {
      const wall = date + (hours! * 60 + minutes!) * minute;
      return { date, wall, at: instantOf(wall, 'earlier') };
    })
    .filter(({ at }) => at >= Math.max(fromAt, anchorAt) && at < untilAt);
}

const firstMonday = (zone: string): number => wallClock(zone, anchorDay, anchorDay)(anchorDay, 'earlier');

const wallAt = (zone: string, at: number): number =>
  at + Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000;
