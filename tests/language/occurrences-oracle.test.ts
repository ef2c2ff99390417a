import fc from 'fast-check';
import { expect, test } from 'vitest';
import { occurrences, skippedBy } from '../../language/time/occurrences.ts';
import { parseRecurrence } from '../../language/time/recurrence.ts';
import { wallOf } from './oracle.ts';
import type { Wall } from './oracle.ts';

const minute = 60_000;
const day = 1440 * minute;
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const begin = Date.UTC(2026, 8, 1);
const length = 455;
const zones = ['Europe/Bucharest', 'America/Havana', 'Australia/Lord_Howe'] as const;
const walls: Readonly<Record<string, Wall>> = Object.fromEntries(
  zones.map((zone) => [zone, wallOf(zone, begin, length)]),
);

/** A local date, taken apart. `count` is in days since Monday 2024-01-01, `left` how many days the month has after it. */
interface Day {
  readonly count: number;
  readonly weekday: number;
  readonly date: number;
  readonly left: number;
  readonly month: number;
}
interface Rhythm {
  readonly text: string;
  readonly falls: (on: Day) => boolean;
}

function dayOf(local: number): Day {
  const at = new Date(local * day);
  const date = at.getUTCDate();
  const month = (at.getUTCFullYear() - 2024) * 12 + at.getUTCMonth();
  const monthEnd = new Date(Date.UTC(2024, month + 1, 0)).getUTCDate();
  return {
    count: local - Date.UTC(2024, 0, 1) / day,
    weekday: (at.getUTCDay() + 6) % 7,
    date,
    left: monthEnd - date,
    month,
  };
}

const few = fc.integer({ min: 2, max: 5 });
const names = fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 4 });
const listed = (days: readonly number[]): string => days.map((one) => weekdays[one]).join(', ');
const open = (on: Day): boolean => on.weekday < 5;
const firstOpen = (on: Day): boolean => open(on) && (on.date === 1 || (on.weekday === 0 && on.date <= 3));
const lastOpen = (on: Day): boolean => open(on) && (on.left === 0 || (on.weekday === 4 && on.left <= 2));
const ordinals = ['first', 'second', 'third', 'fourth'];

const daily = fc.constant<Rhythm>({ text: 'day', falls: () => true });
const rhythm: fc.Arbitrary<Rhythm> = fc.oneof(
  { weight: 5, arbitrary: daily },
  few.map((n) => ({ text: `${n} days`, falls: ({ count }: Day) => count % n === 0 })),
  names.map((days) => ({ text: listed(days), falls: ({ weekday }: Day) => days.includes(weekday) })),
  fc.tuple(few, names).map(([n, days]) => ({
    text: `${n} weeks on ${listed(days)}`,
    falls: ({ count, weekday }: Day) => Math.floor(count / 7) % n === 0 && days.includes(weekday),
  })),
  fc.tuple(few, fc.integer({ min: 1, max: 28 })).map(([n, date]) => ({
    text: `${n} months on the ${date}th`,
    falls: (on: Day) => on.month % n === 0 && on.date === date,
  })),
  fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 6 })).map(([nth, weekday]) => ({
    text: `${ordinals[nth]} ${weekdays[weekday]} of the month`,
    falls: (on: Day) => on.weekday === weekday && Math.floor((on.date - 1) / 7) === nth,
  })),
  fc.integer({ min: 0, max: 6 }).map((weekday) => ({
    text: `last ${weekdays[weekday]} of the quarter`,
    falls: (on: Day) => on.weekday === weekday && on.left < 7 && on.month % 3 === 2,
  })),
  fc.constantFrom<Rhythm>(
    { text: 'mon-sun', falls: () => true },
    { text: 'month', falls: ({ date }) => date === 1 },
    { text: 'quarter', falls: ({ date, month }) => date === 1 && month % 3 === 0 },
    { text: 'last day of the month', falls: ({ left }) => left === 0 },
    { text: 'last day of the quarter', falls: ({ left, month }) => left === 0 && month % 3 === 2 },
    { text: 'year on 03-28', falls: ({ date, month }) => date === 28 && month % 12 === 2 },
    { text: 'first monday of the year', falls: (on) => on.weekday === 0 && on.date <= 7 && on.month % 12 === 0 },
    { text: 'business day', falls: open },
    { text: 'first business day of the month', falls: firstOpen },
    { text: 'last business day of the quarter', falls: (on) => lastOpen(on) && on.month % 3 === 2 },
    { text: 'first business day of the week', falls: ({ weekday }) => weekday === 0 },
  ),
);
/** Quarters of an hour; most of them where clocks change. */
const quarter = fc.oneof(
  fc.integer({ min: 0, max: 95 }),
  fc.integer({ min: 0, max: 16 }),
  fc.constantFrom(0, 1, 2, 3, 6, 7, 8, 9, 12, 13, 14, 15),
);
const clock = (at: number): string =>
  `${String(Math.floor(at / 4)).padStart(2, '0')}:${String((at % 4) * 15).padStart(2, '0')}`;
const part = fc
  .tuple(fc.integer({ min: 5 * day, max: (length - 220) * day }), fc.integer({ min: 0, max: 210 * day }))
  .map(([from, span]) => [begin + from, begin + from + span] as const);

/** Each local date that the wall shows, and the first minute at which its clock shows the time or later. */
function walk(wall: Wall, falls: Rhythm['falls'], time: number) {
  const found: { at: number; date: string; skipped: boolean }[] = [];
  let wanted = Math.floor(wall.shows[0]! / 1440) + 1;
  for (let index = 0; index < wall.minutes; index++) {
    if (wall.shows[index]! < wanted * 1440 + time) continue;
    const date = new Date(wanted * day).toISOString().slice(0, 10);
    if (falls(dayOf(wanted)))
      found.push({ at: wall.from + index * minute, date, skipped: wall.shows[index]! > wanted * 1440 + time });
    wanted++;
  }
  return found;
}

test.each(zones)('occurrences are those of a walk along the clock on the wall: %s', (zone) => {
  fc.assert(
    fc.property(rhythm, quarter, part, ({ text, falls }, at, [from, until]) => {
      const read = parseRecurrence(`${text} ${clock(at)}`);
      if ('problem' in read) throw new Error(read.problem);
      const walked = walk(walls[zone]!, falls, at * 15).filter((one) => one.at >= from && one.at < until);
      expect(occurrences(read.value, zone, from, until)).toEqual(walked.map((one) => one.at));
      expect(skippedBy(read.value, zone, from, until)).toEqual(
        walked.filter((one) => one.skipped).map((one) => one.date),
      );
    }),
    { numRuns: 120 },
  );
});

test.each(zones)('elapsed time counts from the local midnight of 2024-01-01: %s', (zone) => {
  const wall = wallOf(zone, Date.UTC(2023, 11, 30), 4);
  const anchor = wall.from + wall.shows.indexOf(Date.UTC(2024, 0, 1) / minute) * minute;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), part, (minutes, [from]) => {
      const read = parseRecurrence(`${minutes}m`);
      if ('problem' in read) throw new Error(read.problem);
      const until = from + 7 * day;
      const all = occurrences(read.value, zone, from, until);
      expect(all.filter((one) => (one - anchor) % (minutes * minute) !== 0)).toEqual([]);
      expect(all.length).toBe(
        Math.ceil((until - anchor) / (minutes * minute)) - Math.ceil((from - anchor) / (minutes * minute)),
      );
    }),
  );
});
