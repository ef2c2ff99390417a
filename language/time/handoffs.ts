import type { Turns } from '../../domain/on-call.ts';
import type { Recurrence } from '../../domain/recurrence.ts';
import { wallClock } from '../zone.ts';
import { businessDates, mondayToFriday } from './business-dates.ts';
import { datesOf } from './dates.ts';

const minute = 60_000;
const day = 1440 * minute;
/** A Monday. */
const usualStart = '2024-01-01';
const usualTime = '09:00';
/** A hand-off is looked for so far beyond: longer than a year, whatever its rhythm. */
const beyond = 400 * day;

type Rhythm = Pick<Turns, 'every' | 'handoff' | 'starts'>;

/** When turns begin, epoch ms, ascending; the first of them is the turn number `first`, counted from 0. */
export interface Handoffs {
  readonly first: number;
  readonly begins: readonly number[];
}

/**
 * The turns that touch [fromAt, untilAt), epoch ms, by the wall clock of a zone. Turn 0 begins at `starts` at the time of
 * `handoff`; `every` counts from there, and each change is at the first hand-off from then on. A wall time that does not
 * exist is the instant of the transition, a repeated one its first occurrence.
 */
export function handoffs(rhythm: Rhythm, zone: string, fromAt: number, untilAt: number): Handoffs {
  const instantOf = wallClock(zone, fromAt, untilAt);
  const begun = (wall: number) => instantOf(wall, 'earlier');
  // No zone is further from UTC than a day.
  const { first, walls } = wallsOf(rhythm, fromAt - day, untilAt + day);
  const all = walls.map(begun);
  const from = Math.max(
    0,
    all.findLastIndex((at) => at <= fromAt),
  );
  return { first: first + from, begins: all.slice(from).filter((at) => at < untilAt) };
}

interface Walls {
  readonly first: number;
  /** Wall times as if they were UTC. */
  readonly walls: readonly number[];
}

function wallsOf(rhythm: Rhythm, from: number, until: number): Walls {
  const { every, handoff, starts } = rhythm;
  const date = Date.parse(starts ?? usualStart);
  const time = timeOf(rhythm);
  const step = stepOf(every);
  if (step === null || !isPlain(rhythm)) {
    const later = changes(rhythm, date, until).map((one) => one + time);
    return { first: 0, walls: [date + time, ...later.filter((wall) => wall > date + time)] };
  }
  const change = handoff === null || !namesDays(handoff) ? date : daysOf(handoff, date, date, date + beyond)[0]!;
  return steps(date + time, change + time, step, from, until);
}

/** Turn 0 begins at `start`; from `change` on one follows every `step`. */
function steps(start: number, change: number, step: number, from: number, until: number): Walls {
  const skipped = Math.max(0, Math.floor((from - change) / step));
  const count = Math.max(0, Math.ceil((until - change) / step) - skipped);
  const walls = Array.from({ length: count }, (_, index) => change + (skipped + index) * step);
  if (start === change) return { first: skipped, walls };
  return skipped === 0 ? { first: 0, walls: [start, ...walls] } : { first: skipped + 1, walls };
}

/** The days on which a rhythm of named days changes over, from the date on which it starts. */
function changes({ every, handoff }: Rhythm, date: number, until: number): readonly number[] {
  const due = daysOf(every, date, date, until);
  if (handoff === null || !namesDays(handoff)) return due;
  const days = daysOf(handoff, date, date, until + beyond);
  let index = 0;
  const found = due.flatMap((one) => {
    while (index < days.length && days[index]! < one) index++;
    return days[index] ?? [];
  });
  return [...new Set(found)];
}

function daysOf(recurrence: Recurrence, anchor: number, from: number, until: number): readonly number[] {
  if (recurrence.kind === 'rule') return datesOf(recurrence.rrule, anchor, from, until);
  return recurrence.kind === 'business' ? businessDates(recurrence, from, until, mondayToFriday) : [];
}

/** The length of turns that are all as long by the clock on the wall, ms; null where they are not. */
function stepOf(every: Recurrence): number | null {
  if (every.kind === 'interval') return every.ms;
  if (every.kind !== 'rule') return null;
  const [, unit, count = '1'] = /^FREQ=(DAILY|WEEKLY)(?:;INTERVAL=(\d+))?$/.exec(every.rrule) ?? [];
  return unit === undefined ? null : Number(count) * (unit === 'DAILY' ? day : 7 * day);
}

/** Whether each turn has the length of the first: what changes over on named days of the week is counted in weeks. */
function isPlain({ every, handoff }: Rhythm): boolean {
  if (every.kind === 'interval' || handoff === null || !namesDays(handoff)) return true;
  const weekly = every.kind === 'rule' && every.rrule.startsWith('FREQ=WEEKLY');
  return weekly && handoff.kind === 'rule' && handoff.rrule.startsWith('FREQ=WEEKLY;BYDAY=');
}

const namesDays = (handoff: Recurrence): boolean =>
  handoff.kind === 'business' || (handoff.kind === 'rule' && handoff.rrule !== 'FREQ=DAILY');

/** Of the day, ms. */
function timeOf({ every, handoff }: Rhythm): number {
  const written = [handoff, every].flatMap((one) => (one !== null && 'time' in one ? (one.time ?? []) : []));
  const [hours, minutes] = (written[0] ?? usualTime).split(':').map(Number);
  return (hours! * 60 + minutes!) * minute;
}
