import { describe, expect, test } from 'vitest';
import { afterBusinessDays, afterOpen, openBetween } from '../../domain/calendar.ts';
import { compileCalendar, compileCalendars } from '../../language/calendar.ts';
import type { CalendarSource } from '../../language/calendar.ts';
import { holidayDates } from '../../language/holidays.ts';

const at = (text: string): number => Date.parse(text);
const iso = (instants: readonly number[]): readonly string[] =>
  instants.map((instant) => new Date(instant).toISOString().slice(0, 16));
const hour = 3_600_000;

/** The open time of a calendar within [from, until), as instants of UTC without seconds. */
function openIn(source: CalendarSource, from: string, until: string): readonly string[] {
  const { open } = compileCalendar(source, at(from), at(until));
  if (open === 'always') throw new Error('it is always open');
  const pairs = open.flatMap((opens, index) => (index % 2 === 0 ? [[opens, open[index + 1]!]] : []));
  return iso(pairs.filter(([opens, closes]) => opens! < at(until) && closes! > at(from)).flat());
}

const bucharest = 'Europe/Bucharest';
const everyDay = (...intervals: string[]): NonNullable<CalendarSource['week']> =>
  Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, intervals]));

describe('when the clock is set forward (Bucharest, 2027-03-28 03:00 → 04:00)', () => {
  const night = (interval: string): readonly string[] =>
    openIn({ zone: bucharest, week: { sun: [interval] } }, '2027-03-28T00:00Z', '2027-03-29T00:00Z');

  test('an interval over the gap is an hour shorter', () =>
    expect(night('02:00-04:00')).toEqual(['2027-03-28T00:00', '2027-03-28T01:00']));
  test('a wall time that does not exist is the instant of the transition', () => {
    expect(night('03:30-05:00')).toEqual(['2027-03-28T01:00', '2027-03-28T02:00']);
    expect(night('02:30-03:30')).toEqual(['2027-03-28T00:30', '2027-03-28T01:00']);
  });
  test('an interval inside the gap is none, and its day is no open day', () => {
    expect(night('03:10-03:50')).toEqual([]);
    const { lastCloses } = compileCalendar(
      { zone: bucharest, week: { sun: ['03:10-03:50'] } },
      at('2027-03-22T00:00Z'),
      at('2027-04-05T00:00Z'),
    );
    expect(iso(lastCloses)).toEqual(['2027-03-21T01:50', '2027-04-04T00:50']);
  });
});

describe('when the clock is set back (Bucharest, 2026-10-25 04:00 → 03:00)', () => {
  const night = (interval: string): readonly string[] =>
    openIn({ zone: bucharest, week: { sun: [interval] } }, '2026-10-25T00:00Z', '2026-10-26T00:00Z');

  test('an interval over the repeated hour is an hour longer', () =>
    expect(night('02:00-05:00')).toEqual(['2026-10-24T23:00', '2026-10-25T03:00']));
  test('it starts at the first and ends at the last occurrence of its wall times', () => {
    expect(night('03:30-05:00')).toEqual(['2026-10-25T00:30', '2026-10-25T03:00']);
    expect(night('02:00-03:30')).toEqual(['2026-10-24T23:00', '2026-10-25T01:30']);
    expect(night('03:15-03:45')).toEqual(['2026-10-25T00:15', '2026-10-25T01:45']);
  });
  test('a working day that day is as long as ever', () =>
    expect(night('09:00-18:00')).toEqual(['2026-10-25T07:00', '2026-10-25T16:00']));
  test('a whole day has 25 hours', () => {
    const calendar = compileCalendar(
      { zone: bucharest, week: everyDay('00:00-24:00') },
      at('2026-10-20T00:00Z'),
      at('2026-11-01T00:00Z'),
    );
    expect(openBetween(calendar, at('2026-10-24T21:00Z'), at('2026-10-25T22:00Z'))).toBe(25 * hour);
  });
});

test('Lord Howe sets its clock by half an hour', () => {
  const source = { zone: 'Australia/Lord_Howe', week: everyDay('01:00-03:00') };
  // 2026-10-04 02:00 → 02:30 and 2027-04-04 02:00 → 01:30; an end at 02:00 in the repeated half hour is its last occurrence.
  expect(openIn(source, '2026-10-03T12:00Z', '2026-10-04T12:00Z')).toEqual(['2026-10-03T14:30', '2026-10-03T16:00']);
  expect(openIn(source, '2027-04-03T12:00Z', '2027-04-04T12:00Z')).toEqual(['2027-04-03T14:00', '2027-04-03T16:30']);
});

test('Cairo skips and repeats midnight itself', () => {
  const source = { zone: 'Africa/Cairo', week: everyDay('22:00-24:00') };
  // 2026-04-24 00:00 → 01:00: 24:00 of the 23rd is the transition. 2026-10-29 24:00 → 23:00: the evening is three hours long.
  expect(openIn(source, '2026-04-23T12:00Z', '2026-04-24T12:00Z')).toEqual(['2026-04-23T20:00', '2026-04-23T22:00']);
  expect(openIn(source, '2026-10-29T12:00Z', '2026-10-30T12:00Z')).toEqual(['2026-10-29T19:00', '2026-10-29T22:00']);
});

describe('days', () => {
  const split: CalendarSource = {
    zone: 'UTC',
    week: { mon: ['14:00-18:00', '09:00-13:00'], tue: ['09:00-12:00', '12:00-15:00'] },
  };

  test('have several intervals, in order whatever the order of writing; touching ones merge', () => {
    expect(openIn(split, '2026-11-23T00:00Z', '2026-11-26T00:00Z')).toEqual([
      '2026-11-23T09:00',
      '2026-11-23T13:00',
      '2026-11-23T14:00',
      '2026-11-23T18:00',
      '2026-11-24T09:00',
      '2026-11-24T15:00',
    ]);
  });

  test('that touch at midnight merge, and each keeps its last close', () => {
    const source: CalendarSource = {
      zone: bucharest,
      week: { mon: ['20:00-24:00'], tue: ['00:00-24:00'], wed: ['00:00-02:00'] },
    };
    expect(openIn(source, '2026-11-23T00:00Z', '2026-11-27T00:00Z')).toEqual(['2026-11-23T18:00', '2026-11-25T00:00']);
    const { lastCloses } = compileCalendar(source, at('2026-11-23T00:00Z'), at('2026-11-27T00:00Z'));
    expect(iso(lastCloses)).toEqual(['2026-11-23T22:00', '2026-11-24T22:00', '2026-11-25T00:00']);
  });

  test('closed dates are closed, special dates win over closed and holidays', () => {
    const source: CalendarSource = {
      zone: 'UTC',
      week: everyDay('09:00-17:00'),
      closed: ['2026-11-24', '2026-11-25'],
      special: { '2026-11-25': ['10:00-11:00'], '2026-12-01': ['08:00-09:00'], '2026-11-26': [] },
      holidays: { country: 'RO' },
    };
    expect(openIn(source, '2026-11-23T00:00Z', '2026-11-27T00:00Z')).toEqual([
      '2026-11-23T09:00',
      '2026-11-23T17:00',
      '2026-11-25T10:00',
      '2026-11-25T11:00',
    ]);
    expect(openIn(source, '2026-11-30T00:00Z', '2026-12-02T00:00Z')).toEqual(['2026-12-01T08:00', '2026-12-01T09:00']);
  });
});

describe('always', () => {
  const always = compileCalendar({ zone: bucharest, always: true }, at('2027-03-26T00:00Z'), at('2027-03-31T00:00Z'));

  test('is open at every instant', () =>
    expect(afterOpen(always, at('2027-03-27T22:00Z'), 24 * hour)).toBe(at('2027-03-28T22:00Z')));
  test('still has local days, for business days', () => {
    expect(afterBusinessDays(always, at('2027-03-27T12:00Z'), 1)).toBe(at('2027-03-28T21:00Z'));
    expect(afterBusinessDays(always, at('2027-03-27T22:00Z'), 1)).toBe(at('2027-03-29T21:00Z'));
  });
});

describe('holidays', () => {
  test('in Romania follow the Orthodox Easter', () => {
    expect(holidayDates({ country: 'RO' }, 2027)).toEqual(
      expect.arrayContaining([
        '2027-01-01',
        '2027-01-02',
        '2027-04-30',
        '2027-05-02',
        '2027-05-03',
        '2027-06-21',
        '2027-12-01',
        '2027-12-26',
      ]),
    );
    expect(holidayDates({ country: 'RO' }, 2026)).toEqual(
      expect.arrayContaining(['2026-04-10', '2026-04-13', '2026-06-01']),
    );
    expect(holidayDates({ country: 'RO' }, 2027)).not.toContain('2027-03-29');
  });

  test('close weekdays: Good Friday and Easter Monday of 2027', () => {
    const source: CalendarSource = {
      zone: bucharest,
      week: { mon: ['09:00-18:00'], thu: ['09:00-18:00'], fri: ['09:00-18:00'] },
      holidays: { country: 'RO' },
    };
    expect(openIn(source, '2027-04-29T00:00Z', '2027-05-07T00:00Z')).toEqual([
      '2027-04-29T06:00',
      '2027-04-29T15:00',
      '2027-05-06T06:00',
      '2027-05-06T15:00',
    ]);
  });

  test('differ by state, and only the public ones count', () => {
    expect(holidayDates({ country: 'DE', state: 'BY' }, 2027)).toContain('2027-01-06');
    expect(holidayDates({ country: 'DE', state: 'BE' }, 2027)).not.toContain('2027-01-06');
    expect(holidayDates({ country: 'DE' }, 2027)).not.toContain('2027-02-14');
  });
});

describe('the span', () => {
  const office: CalendarSource = {
    zone: bucharest,
    week: {
      mon: ['09:00-18:00'],
      tue: ['09:00-18:00'],
      wed: ['09:00-18:00'],
      thu: ['09:00-18:00'],
      fri: ['09:00-18:00'],
    },
    holidays: { country: 'RO' },
  };

  test('is known to its end, the days at both ends whole', () => {
    const { until, open, lastCloses } = compileCalendar(office, at('2026-11-23T12:00Z'), at('2026-11-24T12:00Z'));
    expect(until).toBe(at('2026-11-24T12:00Z'));
    expect(iso(open as readonly number[])).toEqual([
      '2026-11-23T07:00',
      '2026-11-23T16:00',
      '2026-11-24T07:00',
      '2026-11-24T16:00',
    ]);
    expect(iso(lastCloses)).toEqual(['2026-11-23T16:00', '2026-11-24T16:00']);
  });

  test('can be compiled in pieces that agree', () => {
    const whole = compileCalendar(office, at('2026-01-01T00:00Z'), at('2028-01-01T00:00Z'));
    const later = compileCalendar(office, at('2027-01-01T00:00Z'), at('2028-01-01T00:00Z'));
    expect((whole.open as readonly number[]).slice(-later.open.length)).toEqual(later.open);
    expect(whole.lastCloses.slice(-later.lastCloses.length)).toEqual(later.lastCloses);
  });

  test('of three years takes less than 100 ms', () => {
    const took = Array.from({ length: 5 }, () => {
      const began = performance.now();
      compileCalendars({ office }, at('2026-01-01T00:00Z'), at('2029-01-01T00:00Z'));
      return performance.now() - began;
    });
    expect(Math.min(...took)).toBeLessThan(100);
  });
});
