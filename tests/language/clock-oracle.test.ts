import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pause, reaches, resume } from '../../domain/clock.ts';
import type { Clock, Target } from '../../domain/clock.ts';
import { compileCalendar } from '../../language/calendar.ts';
import type { CalendarSource } from '../../language/calendar.ts';
import { openingOf, openWalk, walk, wallOf } from './oracle.ts';
import type { Opening, Wall } from './oracle.ts';

const minute = 60_000;
const day = 1440 * minute;
const wallDays = 34;

/** Zones with the day from which each wall runs: every change of clocks lies a few days into it. */
const places: readonly (readonly [zone: string, from: string])[] = [
  ['Europe/Bucharest', '2027-03-22'],
  ['Europe/Bucharest', '2026-10-19'],
  ['Asia/Kolkata', '2027-01-10'],
  ['Australia/Lord_Howe', '2026-09-28'],
  ['Australia/Lord_Howe', '2027-03-29'],
  ['America/St_Johns', '2027-03-08'],
  ['America/Havana', '2026-10-26'],
  ['America/Havana', '2027-03-08'],
  ['Africa/Cairo', '2026-04-18'],
  ['Africa/Cairo', '2026-10-24'],
  ['America/New_York', '2026-10-26'],
];
const walls = new Map<string, Wall>();
function wallFor(zone: string, from: string): Wall {
  const key = `${zone} ${from}`;
  walls.set(key, walls.get(key) ?? wallOf(zone, Date.parse(`${from}T00:00Z`), wallDays));
  return walls.get(key)!;
}

const time = (quarter: number): string =>
  `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;
/** Up to three intervals that do not overlap but may touch, at quarters of an hour. */
const intervals = fc
  .uniqueArray(fc.oneof(fc.integer({ min: 0, max: 96 }), fc.integer({ min: 0, max: 20 }), fc.constantFrom(0, 96)), {
    maxLength: 6,
  })
  .chain((cuts) =>
    fc.boolean().map((touching) => {
      const sorted = cuts.toSorted((a, b) => a - b);
      return sorted.flatMap((cut, index) =>
        index > 0 && (touching || index % 2 === 1) ? [`${time(sorted[index - 1]!)}-${time(cut)}`] : [],
      );
    }),
  );
const dates = (from: string) =>
  fc
    .integer({ min: 0, max: 20 })
    .map((days) => new Date(Date.parse(`${from}T00:00Z`) + days * day).toISOString().slice(0, 10));
const sourceIn = (zone: string, from: string): fc.Arbitrary<CalendarSource> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constant<CalendarSource>({ zone, always: true }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('00:00-24:00', '09:00-18:00').map((hours): CalendarSource => ({
        zone,
        week: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((name) => [name, [hours]])),
      })),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        zone: fc.constant(zone),
        week: fc.record({
          mon: intervals,
          tue: intervals,
          wed: intervals,
          thu: intervals,
          fri: intervals,
          sat: intervals,
          sun: intervals,
        }),
        closed: fc.array(dates(from), { maxLength: 3 }),
        special: fc.dictionary(dates(from), intervals, { maxKeys: 3 }),
      }),
    },
  );

const spanMs = fc.oneof(
  fc.integer({ min: 1, max: 3 * day }),
  fc.integer({ min: 1, max: 60 * 48 }).map((minutes) => minutes * minute),
  fc.integer({ min: 1, max: 5 }),
);
const target: fc.Arbitrary<Target> = fc.oneof(
  { weight: 3, arbitrary: spanMs.map((ms) => ({ ms })) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 4 }).map((businessDays) => ({ businessDays })) },
);

interface Case {
  readonly zone: string;
  readonly wall: string;
  readonly source: CalendarSource;
  /** Ms after the beginning of the wall. */
  readonly opened: number;
  readonly target: Target;
  /** Running time, then paused time, again and again; ms. */
  readonly pauses: readonly (readonly [number, number])[];
}
const cases: fc.Arbitrary<Case> = fc.constantFrom(...places).chain(([zone, wall]) =>
  fc.record({
    zone: fc.constant(zone),
    wall: fc.constant(wall),
    source: sourceIn(zone, wall),
    opened: fc.oneof(
      fc.integer({ min: 2 * day, max: 9 * day }),
      fc.integer({ min: 2 * 96, max: 9 * 96 }).map((quarter) => quarter * 15 * minute),
    ),
    target,
    pauses: fc.array(fc.tuple(fc.oneof(spanMs, fc.constant(0)), spanMs), { maxLength: 3 }),
  }),
);

function clockOf(
  { target: promised, pauses }: Case,
  from: number,
): { clock: Clock; paused: readonly (readonly [number, number])[] } {
  const empty: Clock = {
    metric: 'response',
    round: 1,
    target: promised,
    calendar: 'c',
    rule: 'r',
    from,
    pauses: [],
    fulfilledAt: null,
    breachedAt: null,
  };
  let clock = empty;
  let now = from;
  const paused = pauses.map(([running, resting]) => {
    const start = now + running;
    now = start + resting;
    clock = resume(pause(clock, start), now);
    return [start, now] as const;
  });
  return { clock, paused };
}

/** What design §5 says: the length, then the instant at which a share of it is counted. Null past the wall's end. */
function expected(
  opening: Opening,
  one: Case,
  from: number,
  share: number,
  paused: readonly (readonly [number, number])[],
): number | null {
  if ('ms' in one.target) return walk(opening, from, Math.ceil(Number((one.target.ms * share).toFixed(6))), paused);
  const zero = opening.lastCloses.findIndex((close) => close > from);
  const due = zero < 0 ? undefined : opening.lastCloses[zero + one.target.businessDays];
  // Shares of a target are known once its end is: a due instant past the compiled calendar has none.
  if (due === undefined || due > opening.wall.from + (wallDays - 4) * day) return null;
  return walk(opening, from, Math.ceil(Number((openWalk(opening, from, due) * share).toFixed(6))), paused);
}

test('a clock over a compiled calendar agrees with walking from minute to minute', () => {
  let decided = 0;
  fc.assert(
    fc.property(cases, (one) => {
      const wall = wallFor(one.zone, one.wall);
      const opening = openingOf(one.source, wall);
      const calendar = compileCalendar(one.source, wall.from + 2 * day, wall.from + (wallDays - 2) * day);
      const from = wall.from + one.opened;
      const { clock, paused } = clockOf(one, from);
      for (const share of [0.5, 0.8, 1]) {
        const at = expected(opening, one, from, share, paused);
        if (at === null || at > wall.from + (wallDays - 4) * day) continue;
        decided++;
        expect(reaches(calendar, clock, share)).toBe(at);
      }
    }),
    { numRuns: 1000 },
  );
  expect(decided).toBeGreaterThan(1500);
});

test('the last closes of a compiled calendar agree too', () => {
  fc.assert(
    fc.property(cases, ({ zone, wall: begins, source }) => {
      const wall = wallFor(zone, begins);
      const [from, until] = [wall.from + 3 * day, wall.from + (wallDays - 3) * day];
      const within = (closes: readonly number[]): readonly number[] =>
        closes.filter((close) => close > from && close <= until);
      expect(within(compileCalendar(source, from, until).lastCloses)).toEqual(
        within(openingOf(source, wall).lastCloses),
      );
    }),
    { numRuns: 500 },
  );
});
