import fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterBusinessDays } from '../../domain/calendar.ts';
import { compileCalendar } from '../../language/calendar.ts';
import { around, calendarAt, place } from './calendars.ts';
import { type Calendar, type Span, businessDue, openSpans } from './open.ts';
import { DAY } from './wall.ts';

const cases = place.chain((where) =>
  fc.record({
    calendar: calendarAt(where),
    from: around(4).map((by) => where.base + by),
    lasting: fc.integer({ min: 1, max: 10 }).map((days) => days * DAY),
  }),
);

/** Open time within [from, until), in one piece where it touches. */
function openWithin(spans: Iterable<Span>, from: number, until: number): readonly number[] {
  const open: number[] = [];
  for (const [opens, closes] of spans) {
    if (opens >= until) break;
    if (closes <= from) continue;
    if (open.at(-1) === opens) open.pop();
    else open.push(Math.max(opens, from));
    open.push(Math.min(closes, until));
  }
  return open;
}

const pairs = (instants: readonly number[]): readonly Span[] =>
  instants.flatMap((opens, index) => (index % 2 === 0 ? [[opens, instants[index + 1] ?? Number.NaN] as const] : []));

function compiled(calendar: Calendar, from: number, until: number) {
  const { open, lastCloses } = compileCalendar(calendar, from, until);
  const spans: readonly Span[] = open === 'always' ? [[-Infinity, Infinity]] : pairs(open);
  return { spans, lastCloses };
}

test('a compiled calendar is open when the clocks on the wall say so', () => {
  fc.assert(
    fc.property(cases, ({ calendar, from, lasting }) => {
      const { spans } = compiled(calendar, from, from + lasting);
      expect(openWithin(spans, from, from + lasting)).toEqual(
        openWithin(openSpans(calendar, from), from, from + lasting),
      );
    }),
    { numRuns: 1000 },
  );
});

test('business days of a compiled calendar end when the dates on the wall say so', () => {
  fc.assert(
    fc.property(cases, fc.integer({ min: 1, max: 5 }), ({ calendar, from }, days) => {
      const due = businessDue(calendar, from, days);
      const known = compileCalendar(calendar, from, (due ?? from) + 30 * DAY);
      expect(afterBusinessDays(known, from, days)).toBe(due ?? Infinity);
    }),
    { numRuns: 1000 },
  );
});

test('the first 00:30 of a Sunday in Havana is no longer on Saturday, which still has its 24:00 to come', () => {
  const opened = Date.parse('2026-11-01T04:30Z');
  const known = compileCalendar({ zone: 'America/Havana', always: true }, opened, opened + 7 * DAY);
  expect(afterBusinessDays(known, opened, 1)).toBe(Date.parse('2026-11-03T05:00Z'));
});
