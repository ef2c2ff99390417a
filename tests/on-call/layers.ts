/** Rotations at random, as a plan writes them and as the oracle is told, over the weeks around changes of clocks. */
import fc from 'fast-check';

import { compileCalendars } from '../../language/calendar.ts';
import { weekdays } from '../../language/hours.ts';
import { compileRotation } from '../../language/rotation.ts';
import { parseHandoff, parseTurn } from '../../language/time/turn.ts';
import type { Parsed } from '../../language/time/parsed.ts';
import type { OracleLayer } from './oracle.ts';

const minute = 60_000;
export const day = 1440 * minute;
export const step = 30_000;
export const week = 7 * day;
export const changes = [
  ['Europe/Bucharest', '2026-10-25T01:00Z'],
  ['Europe/Bucharest', '2027-03-28T01:00Z'],
  ['America/Santiago', '2026-09-06T04:00Z'],
  ['America/Santiago', '2027-04-04T03:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30Z'],
  ['Australia/Lord_Howe', '2027-04-03T15:00Z'],
] as const;

/** A layer as a plan writes it, and as the oracle is told. */
export interface Layer {
  readonly every: string;
  readonly handoff: string | null;
  readonly starts: string | null;
  readonly told: OracleLayer;
}

const monday = Date.UTC(2024, 0, 1) / day;
const weekdayOf = (date: number): number => (date + 3) % 7;
const dateOf = (date: number): number => new Date(date * day).getUTCDate();
const clock = (time: number): string => new Date(time * minute).toISOString().slice(11, 16);
const anyDay = (): boolean => true;

type Rhythm = Pick<Layer, 'every' | 'handoff'> & Pick<OracleLayer, 'due' | 'changes' | 'step'>;
const few = fc.integer({ min: 1, max: 3 });
const weekday = fc.integer({ min: 0, max: 6 });
const everyFew = (days: number) => (date: number, starts: number) => (date - starts) % days === 0;
const rhythm: fc.Arbitrary<Rhythm> = fc.oneof(
  few.map((n) => ({ every: `${n} days`, handoff: 'day', due: everyFew(n), changes: anyDay })),
  fc.constantFrom(1, 4, 6, 8, 12, 24, 36).map((hours) => ({
    every: `${hours}h`,
    handoff: 'day',
    step: hours * 60,
    due: anyDay,
    changes: anyDay,
  })),
  fc.tuple(few, weekday).map(([n, on]) => ({
    every: `${n} weeks`,
    handoff: weekdays[on]!,
    due: everyFew(7 * n),
    changes: (date: number) => weekdayOf(date) === on,
  })),
  few.map((n) => ({ every: `${n} weeks`, handoff: 'day', due: everyFew(7 * n), changes: anyDay })),
  few.map((n) => ({
    every: `${n} days`,
    handoff: 'mon-fri',
    due: everyFew(n),
    changes: (date: number) => weekdayOf(date) < 5,
  })),
  fc.constant<Rhythm>({
    every: 'month on the 1st',
    handoff: 'first monday of the month',
    due: (date) => dateOf(date) === 1,
    changes: (date) => weekdayOf(date) === 0 && dateOf(date) <= 7,
  }),
  weekday.map((on) => ({
    every: weekdays[on]!,
    handoff: null,
    due: (date: number) => weekdayOf(date) === on,
    changes: anyDay,
  })),
);

const times = fc.oneof(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 0, max: 95 })).map((quarter) => quarter * 15);
const interval = fc
  .tuple(times, fc.integer({ min: 15, max: 1440 }))
  .map(([from, length]) => [from, Math.min(1440, from + length)] as const);
const hours = fc.array(fc.array(interval, { maxLength: 1 }), { minLength: 7, maxLength: 7 });
const people = fc.array(fc.constantFrom('ana', 'ion', 'eva', 'dan'), { minLength: 1, maxLength: 4 });
const starts = fc.option(fc.integer({ min: 0, max: 1100 }), { freq: 2 });

export const layer: fc.Arbitrary<Layer> = fc
  .tuple(rhythm, people, times, starts, fc.option(hours, { freq: 1 }))
  .map(([one, members, at, began, open]) => {
    const time = one.handoff === null ? 9 * 60 : at;
    return {
      every: one.every,
      handoff: one.handoff === null ? null : `${one.handoff} ${clock(time)}`,
      starts: began === null ? null : new Date((monday + began) * day).toISOString().slice(0, 10),
      told: { ...one, members, time, starts: monday + (began ?? 0), week: open },
    };
  });
export const override = fc
  .tuple(fc.integer({ min: 0, max: (2 * week) / step }), fc.integer({ min: 1, max: 3000 }))
  .map(([from, length]) => ({ from: from * step, until: (from + length) * step, person: 'max' }));
export const margin = fc.integer({ min: 1, max: 40 });

const read = <T>(parsed: Parsed<T>): T => {
  if ('value' in parsed) return parsed.value;
  throw new Error(parsed.problem);
};

export function compiled(layers: readonly Layer[], zone: string, from: number, until: number) {
  const text = (time: number) => (time === 1440 ? '24:00' : clock(time));
  const weekOf = (open: NonNullable<OracleLayer['week']>) =>
    Object.fromEntries(open.map((one, on) => [weekdays[on], one.map(([a, b]) => `${text(a)}-${text(b)}`)]));
  const sources = layers.map(({ told }, index) => [
    `layer ${index}`,
    told.week === null ? { zone, always: true as const } : { zone, week: weekOf(told.week) },
  ]);
  const turns = layers.map(({ every, handoff, starts: date, told }, index) => ({
    members: told.members,
    every: read(parseTurn(every)),
    handoff: handoff === null ? null : read(parseHandoff(handoff)),
    starts: date,
    calendar: `layer ${index}`,
  }));
  const calendars = compileCalendars(Object.fromEntries(sources), from, until);
  return compileRotation({ title: '', layers: turns }, zone, calendars, from, until);
}
