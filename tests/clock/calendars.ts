import fc from 'fast-check';
import { type Calendar, WEEKDAYS } from './open.ts';
import { DAY, HOUR, SECOND, changesIn, dateAt } from './wall.ts';

/** Zones whose clocks do something unusual, and a year in which they do it. */
const places: readonly (readonly [zone: string, year: number])[] = [
  ['UTC', 2026],
  ['Europe/Madrid', 2026],
  ['Europe/Bucharest', 2027],
  ['Asia/Kolkata', 2026],
  ['Asia/Kathmandu', 2026],
  ['Australia/Lord_Howe', 2026],
  ['Pacific/Chatham', 2026],
  ['America/St_Johns', 2026],
  ['America/Havana', 2026],
  ['America/Santiago', 2026],
  ['Africa/Cairo', 2026],
  ['Africa/Casablanca', 2026],
  ['Asia/Beirut', 2026],
  ['Atlantic/Azores', 2026],
  ['Antarctica/Troll', 2026],
  ['America/Nuuk', 2027],
  ['America/Sao_Paulo', 2018],
  ['Asia/Pyongyang', 2018],
  ['Pacific/Apia', 2011],
];

/** A zone, and an instant at which its clocks change if they do. */
export type Place = { readonly zone: string; readonly base: number };

/** From so much before to so much after. */
export const span = (most: number) => fc.integer({ min: -most, max: most });

/** Instants around: nothing, a hair, round times of day, anything up to `days` away. */
export const around = (days: number): fc.Arbitrary<number> =>
  fc.oneof(
    fc.constantFrom(0, 0, -1, 1, -SECOND, SECOND),
    span(days * 96).map((quarters) => (quarters * HOUR) / 4),
    span(12 * 60).map((minutes) => (minutes * HOUR) / 60),
    span(days * DAY),
  );

export const place: fc.Arbitrary<Place> = fc
  .record({ place: fc.constantFrom(...places), which: fc.nat(5), month: fc.nat(11), change: fc.nat(4) })
  .map(({ place: [zone, year], which, month, change }) => {
    const changes = changesIn(zone, year);
    const some = changes[which % Math.max(changes.length, 1)];
    return { zone, base: some === undefined || change === 0 ? Date.UTC(year, month, 15) : some };
  });

const pad = (part: number) => String(part).padStart(2, '0');
const timeOf = (minutes: number) => `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;

const minute = fc.oneof(
  fc.nat(16).map((quarters) => quarters * 15),
  fc.nat(48).map((halves) => halves * 30),
  fc.nat(1440),
  fc.constantFrom(0, 1440),
);

/** Intervals between some times of one day; neighbours that touch are frequent. */
const built: fc.Arbitrary<readonly string[]> = fc
  .record({ times: fc.uniqueArray(minute, { minLength: 2, maxLength: 6 }), gaps: fc.nat(63) })
  .map(({ times, gaps }) => {
    const sorted = times.toSorted((one, other) => one - other);
    return sorted.slice(1).flatMap((close, index) => {
      const gap = index % 2 === 1 && (gaps & (1 << index)) !== 0;
      return gap ? [] : [`${timeOf(sorted[index] ?? 0)}-${timeOf(close)}`];
    });
  });

const usual = fc.constantFrom<readonly string[]>(
  ['09:00-18:00'],
  ['09:00-13:00', '14:00-18:00'],
  ['09:00-13:00', '13:00-18:00'],
  ['12:00-18:00', '09:00-13:00'],
  ['00:00-24:00'],
  ['22:00-24:00'],
  ['00:00-01:00', '01:00-06:30', '20:00-24:00'],
);
const open = fc.oneof(usual, built);
const day = fc.oneof({ weight: 1, arbitrary: fc.constant([]) }, { weight: 4, arbitrary: open });

/** Some days alike, all days different, or (rarely) no day at all. */
const week: fc.Arbitrary<Readonly<Record<string, readonly string[]>>> = fc.oneof(
  { weight: 3, arbitrary: open.map((hours) => Object.fromEntries(WEEKDAYS.slice(1, 6).map((name) => [name, hours]))) },
  { weight: 3, arbitrary: open.map((hours) => Object.fromEntries(WEEKDAYS.map((name) => [name, hours]))) },
  { weight: 4, arbitrary: fc.dictionary(fc.constantFrom(...WEEKDAYS), day, { noNullPrototype: true }) },
);

/** A calendar of a place, with closed and special dates near its base. */
export function calendarAt({ zone, base }: Place): fc.Arbitrary<Calendar> {
  const today = dateAt(zone, base);
  const date = span(6).map((days) => new Date(today + days * DAY).toISOString().slice(0, 10));
  const hours = fc.record({
    zone: fc.constant(zone),
    week,
    closed: fc.uniqueArray(date, { maxLength: 2 }),
    special: fc.dictionary(date, day, { maxKeys: 3, noNullPrototype: true }),
  });
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant({ zone, always: true } as const) },
    { weight: 6, arbitrary: hours },
  );
}
