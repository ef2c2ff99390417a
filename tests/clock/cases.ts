import fc from 'fast-check';
import { around, calendarAt, place, type Place, span } from './calendars.ts';
import { type Calendar, openSpans } from './open.ts';
import type { ClockCase } from './counting.ts';
import { askOracle } from './oracle.ts';
import { DAY, HOUR, SECOND } from './wall.ts';

const anchors = ['opened', 'due', 'due', 'due', 'threshold', 'breach', 'base', 'pause', 'pauseEnd', 'change'] as const;
/** An instant near something that happens in a case. */
type Moment = { readonly near: (typeof anchors)[number]; readonly by: number };
const moment: fc.Arbitrary<Moment> = fc.record({ near: fc.constantFrom(...anchors), by: around(4) });

const written = (at: number) => new Date(at).toISOString();

function resolve({ near, by }: Moment, clock: ClockCase, base: number): string {
  const pause = clock.pauses.at(-1);
  const found = {
    opened: () => clock.openedAt,
    due: () => askOracle(clock).dueAt,
    threshold: () => askOracle(clock).thresholds[0]?.at,
    breach: () => askOracle(clock).firstBreachAt,
    base: () => written(base),
    pause: () => pause?.from,
    pauseEnd: () => pause?.to,
    change: () => clock.changes.at(-1)?.at,
  }[near]();
  return written(Date.parse(found ?? clock.openedAt) + by);
}

const seconds = fc.oneof(
  fc.constantFrom(0, 0.001, 1, 60, 1800, 3600, 14_400, 14_400.25, 1.005, 86_400),
  fc.integer({ min: 1, max: 320 }).map((quarters) => quarters * 900),
  fc.integer({ min: 1, max: 80 * HOUR }).map((ms) => ms / SECOND),
);
const target = fc.oneof(
  { weight: 3, arbitrary: fc.record({ seconds }) },
  { weight: 1, arbitrary: fc.record({ businessDays: fc.nat(9) }) },
);
type Target = ClockCase['target'];

/** Cuts a target to what a calendar opens in some weeks, so that none takes years. */
function within(calendar: Calendar, from: number, wanted: Target): Target {
  if ('businessDays' in wanted) return wanted;
  let open = 0;
  for (const [opens, closes] of openSpans(calendar, from)) {
    if (opens > from + 56 * DAY || open >= wanted.seconds * SECOND) break;
    open += closes - opens;
  }
  return open === 0 ? wanted : { seconds: Math.min(wanted.seconds, open / SECOND) };
}

const lasting = fc.oneof(
  fc.constantFrom(0, 1, 1, SECOND, HOUR, DAY, null),
  fc.integer({ min: 1, max: 3 * DAY }),
  fc.integer({ min: 1, max: 192 }).map((quarters) => (quarters * HOUR) / 4),
);
const pauses = fc.array(fc.record({ from: moment, lasting }), { maxLength: 4 });
const changes = fc.array(fc.record({ at: moment, target, retroactive: fc.boolean() }), { maxLength: 3 });
const fractions = fc.uniqueArray(fc.constantFrom(0.5, 0.8, 1, 0.1, 0.333, 0.95, 0.07, 0, 1.5), { maxLength: 4 });

type Parts = {
  readonly opened: number;
  readonly target: Target;
  readonly thresholds: readonly number[];
  readonly pauses: readonly { readonly from: Moment; readonly lasting: number | null }[];
  readonly changes: readonly { readonly at: Moment; readonly target: Target; readonly retroactive: boolean }[];
  readonly fulfilled: Moment | null;
};
const parts: fc.Arbitrary<Parts> = fc.record({
  opened: around(3),
  target,
  thresholds: fractions,
  pauses: fc.oneof(fc.constant([]), pauses),
  changes: fc.oneof(fc.constant([]), changes),
  fulfilled: fc.oneof(fc.constant(null), moment, fc.record({ near: fc.constant('due' as const), by: span(2) })),
});

/** Puts a case together piece by piece, so that each piece can stand at a deadline that those before it made. */
function assemble({ base }: Place, calendar: Calendar, made: Parts): ClockCase {
  const opened = base + made.opened;
  let clock: ClockCase = {
    calendar,
    openedAt: written(opened),
    target: within(calendar, opened, made.target),
    thresholds: made.thresholds,
    pauses: [],
    changes: [],
    fulfilledAt: null,
  };
  for (const { from, lasting: ms } of made.pauses) {
    const start = resolve(from, clock, base);
    const pause = { from: start, to: ms === null ? null : written(Date.parse(start) + ms) };
    clock = { ...clock, pauses: [...clock.pauses, pause] };
  }
  for (const { at, target: next, retroactive } of made.changes) {
    const change = {
      at: notBefore(opened, resolve(at, clock, base)),
      target: within(calendar, opened, next),
      retroactive,
    };
    clock = { ...clock, changes: [...clock.changes, change] };
  }
  const fulfilledAt = made.fulfilled && notBefore(opened, resolve(made.fulfilled, clock, base));
  return { ...clock, fulfilledAt };
}

const notBefore = (opened: number, at: string): string => written(Math.max(opened, Date.parse(at)));

/** Clocks of every nasty kind. */
export const clockCase: fc.Arbitrary<ClockCase> = place.chain((where) =>
  fc.tuple(calendarAt(where), parts).map(([calendar, made]) => assemble(where, calendar, made)),
);
