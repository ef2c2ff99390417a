/** Rotations by examples: when turns begin, whose they are, what wins, and what nobody covers. */
import { describe, expect, test } from 'vitest';

import { gapsBetween, nextShift, onCallAt, shiftsBetween } from '../../domain/on-call.ts';
import type { Rotation, Shift } from '../../domain/on-call.ts';
import { compileCalendars } from '../../language/calendar.ts';
import { compileRotation } from '../../language/rotation.ts';
import { findingsIn, planWith } from '../language/plans.ts';
import { compiled } from '../support/plan.ts';

const zone = 'Europe/Bucharest';
const at = (text: string): number => Date.parse(text);
const people = `people: { ana: { name: Ana, email: a@b.example }, ion: { name: Ion, email: i@b.example },
  eva: { name: Eva, email: e@b.example } }
calendars: { office: { mon-fri: "09:00-18:00" }, nights: { mon-sun: ["00:00-08:00", "20:00-24:00"] } }
`;

/** The shifts of `rotations.one` over a span of instants. */
function shifts(written: string, from: string, until: string): readonly Shift[] {
  const { plan, calendars } = compiled(planWith(`${people}rotations: { one: ${written} }\n`));
  const hours = compileCalendars(calendars, at(from), at(until));
  return compileRotation(plan.rotations['one']!, zone, hours, at(from), at(until));
}

const local = (instant: number): string => new Date(instant).toLocaleString('sv', { timeZone: zone }).slice(5, 16);
const told = (all: readonly Shift[]): string[] => all.map(({ person, from }) => `${local(from)} ${person}`);
const turns = (written: string, from: string, until: string): string[] => told(shifts(written, from, until));

describe('turns begin', () => {
  test('at the same local time on both sides of a change of clocks', () =>
    expect(
      turns('{ members: [ana, ion], every: 12h, handoff: "08:00" }', '2026-10-24T10:00Z', '2026-10-26T10:00Z'),
    ).toEqual(['10-24 08:00 ana', '10-24 20:00 ion', '10-25 08:00 ana', '10-25 20:00 ion', '10-26 08:00 ana']));

  test('at the transition where their time does not exist, and at the first of two', () => {
    const daily = '{ members: [ana, ion], every: 1 day, handoff: "03:30" }';
    expect(shifts(daily, '2027-03-27T12:00Z', '2027-03-28T12:00Z').at(-1)!.from).toBe(at('2027-03-28T01:00Z'));
    expect(shifts(daily, '2026-10-24T12:00Z', '2026-10-25T12:00Z').at(-1)!.from).toBe(at('2026-10-25T00:30Z'));
  });

  test('with the first member at `starts`, who hands over at the first `handoff` after it', () =>
    expect(
      turns(
        '{ members: [ana, ion], every: 2 weeks, handoff: mon 09:00, starts: 2026-01-07 }',
        '2026-01-01T00:00Z',
        '2026-02-10T00:00Z',
      ),
    ).toEqual(['01-07 09:00 ana', '01-12 09:00 ion', '01-26 09:00 ana', '02-09 09:00 ion']));

  test('on open days only, where the hand-off names them', () =>
    expect(
      turns(
        '{ members: [ana, ion], every: 1 day, handoff: mon-fri 09:00, starts: 2026-01-08 }',
        '2026-01-08T12:00Z',
        '2026-01-13T12:00Z',
      ),
    ).toEqual(['01-08 09:00 ana', '01-09 09:00 ion', '01-12 09:00 ana', '01-13 09:00 ion']));

  test('on Mondays at 09:00 from 2024-01-01 on, where nothing is said', () =>
    expect(turns('{ members: [ana, ion, eva], every: 1 week }', '2024-01-01T00:00Z', '2024-01-16T00:00Z')).toEqual([
      '01-01 09:00 ana',
      '01-08 09:00 ion',
      '01-15 09:00 eva',
    ]));
});

test('a later span tells the same turns: they are counted from the start', () => {
  const weekly = '{ members: [ana, ion, eva], every: 1 week, handoff: fri 17:00 }';
  const long = shifts(weekly, '2026-01-01T00:00Z', '2029-01-01T00:00Z');
  const late = shifts(weekly, '2028-06-01T00:00Z', '2029-01-01T00:00Z');
  expect(late.length).toBeGreaterThan(25);
  expect(long.slice(-late.length)).toEqual(late);
});

test('with other members the turns stay where they are, and the list is counted through anew', () => {
  const span = ['2024-01-01T12:00Z', '2024-01-23T00:00Z'] as const;
  expect(turns('{ members: [ion, eva], every: 1 week }', ...span)).toEqual([
    '01-01 09:00 ion',
    '01-08 09:00 eva',
    '01-15 09:00 ion',
    '01-22 09:00 eva',
  ]);
});

const layered = shifts(
  '{ members: ana, every: 1 week, calendar: office, layers: [{ members: [ion, eva], every: 1 day, handoff: "20:00", calendar: nights }, { members: eva, every: 1 week, starts: 2026-01-07 }] }',
  '2026-01-05T00:00Z',
  '2026-01-12T00:00Z',
);

test('a later layer wins where it covers, and nobody is there where none does', () => {
  const rotation: Rotation = { shifts: layered, overrides: [] };
  const person = (text: string) => onCallAt(rotation, at(text));
  expect(person('2026-01-05T12:00+02:00')).toBe('ana');
  expect(person('2026-01-05T19:00+02:00')).toBeNull();
  expect([person('2026-01-05T21:00+02:00'), person('2026-01-06T21:00+02:00')]).toEqual(['eva', 'ion']);
  expect(person('2026-01-07T12:00+02:00')).toBe('eva');
  expect(gapsBetween(rotation, 'always', at('2026-01-05T12:00+02:00'), at('2026-01-06T12:00+02:00'))).toEqual([
    { from: at('2026-01-05T18:00+02:00'), until: at('2026-01-05T20:00+02:00') },
    { from: at('2026-01-06T08:00+02:00'), until: at('2026-01-06T09:00+02:00') },
  ]);
});

test.each([
  ['members: [], every: 1 week', 'nobody takes turns: name at least one person'],
  [
    'members: ana, every: continuously',
    '`continuously` does not say how long a shift lasts: write it like 1 week, 1 day or 12h',
  ],
  ['members: ana, every: 30m', '`30m` is too short for a shift: 1h is the least'],
  ['members: ana, every: 1 week, handoff: 12h', '`12h` is no time of day: write it like mon 09:00 or day 08:00'],
])('{ %s } is refused', (written, message) =>
  expect(findingsIn(planWith(`rotations: { one: { ${written} } }\n`)).map((one) => one.message)).toEqual([message]),
);

describe('overrides', () => {
  const plain: Rotation = {
    shifts: [
      { from: 0, until: 10, person: 'ana' },
      { from: 10, until: 20, person: 'ion' },
    ],
    overrides: [],
  };
  const over = (...overrides: Shift[]): Rotation => ({ ...plain, overrides });

  test('win over every layer, and the last made over those before', () => {
    const both = over({ from: 5, until: 15, person: 'eva' }, { from: 8, until: 12, person: 'dan' });
    expect(shiftsBetween(both, 0, 20).map(({ from, person }) => `${from} ${person}`)).toEqual([
      '0 ana',
      '5 eva',
      '8 dan',
      '12 eva',
      '15 ion',
    ]);
    expect([4, 5, 8, 12, 15].map((one) => onCallAt(both, one))).toEqual(['ana', 'eva', 'dan', 'eva', 'ion']);
  });

  test('of the person who follows make one shift', () =>
    expect(shiftsBetween(over({ from: 5, until: 10, person: 'ion' }), 7, 8)).toEqual([
      { from: 5, until: 20, person: 'ion' },
    ]));

  test('fill gaps and are next', () => {
    const later = over({ from: 30, until: 40, person: 'eva' });
    expect(nextShift(later, 12)).toEqual({ from: 30, until: 40, person: 'eva' });
    expect(gapsBetween(later, 'always', 15, 50)).toEqual([
      { from: 20, until: 30 },
      { from: 40, until: 50 },
    ]);
    expect(gapsBetween(later, [0, 25, 45, 60], 15, 50)).toEqual([
      { from: 20, until: 25 },
      { from: 45, until: 50 },
    ]);
  });
});
