import { describe, expect, test } from 'vitest';
import { parseRecurrence } from '../../language/time/recurrence.ts';
import type { Recurrence } from '../../language/time/recurrence.ts';
import { spellRecurrence } from '../../language/time/spell-recurrence.ts';

const minute = 60_000;
const every = (ms: number): Recurrence => ({ kind: 'interval', ms });
const rule = (rrule: string, time: string | null = null): Recurrence => ({ kind: 'rule', rrule, time });

/** What is written, how it is spelled, what it means. */
const forms: readonly (readonly [written: string, spelled: string, meaning: Recurrence])[] = [
  ['5m', '5m', every(5 * minute)],
  ['90m', '1h30m', every(90 * minute)],
  ['24h', '24h', every(1440 * minute)],
  ['48h', '48h', every(2880 * minute)],
  ['30 seconds', '30s', every(30_000)],
  ['hourly', '1h', every(60 * minute)],
  ['day', 'day', rule('FREQ=DAILY')],
  ['1 day', 'day', rule('FREQ=DAILY')],
  ['7d', '7 days', rule('FREQ=DAILY;INTERVAL=7')],
  ['week', 'week', rule('FREQ=WEEKLY')],
  ['2 weeks', '2 weeks', rule('FREQ=WEEKLY;INTERVAL=2')],
  ['monthly', 'month', rule('FREQ=MONTHLY')],
  ['quarterly', 'quarter', rule('FREQ=MONTHLY;INTERVAL=3')],
  ['3 months', 'quarter', rule('FREQ=MONTHLY;INTERVAL=3')],
  ['3 months on the 15th', '3 months on the 15th', rule('FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15')],
  ['annually', 'year', rule('FREQ=YEARLY')],
  ['every day at 3:00', 'day 03:00', rule('FREQ=DAILY', '03:00')],
  ['daily 03:00', 'day 03:00', rule('FREQ=DAILY', '03:00')],
  ['monday 10:00', 'mon 10:00', rule('FREQ=WEEKLY;BYDAY=MO', '10:00')],
  ['week on mon 10:00', 'mon 10:00', rule('FREQ=WEEKLY;BYDAY=MO', '10:00')],
  ['wed and mon 10:00', 'mon, wed 10:00', rule('FREQ=WEEKLY;BYDAY=MO,WE', '10:00')],
  ['mon-fri 09:00', 'mon-fri 09:00', rule('FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', '09:00')],
  ['2 weeks on tue 10:00', '2 weeks on tue 10:00', rule('FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', '10:00')],
  ['month on the 1st 08:00', '1st of the month 08:00', rule('FREQ=MONTHLY;BYMONTHDAY=1', '08:00')],
  ['1st and 15th of the month', '1st and 15th of the month', rule('FREQ=MONTHLY;BYMONTHDAY=1,15')],
  ['month on the last day', 'last day of the month', rule('FREQ=MONTHLY;BYMONTHDAY=-1')],
  ['first monday of the month 09:00', 'first monday of the month 09:00', rule('FREQ=MONTHLY;BYDAY=1MO', '09:00')],
  ['2 months on the 3rd friday', '2 months on the third friday', rule('FREQ=MONTHLY;INTERVAL=2;BYDAY=3FR')],
  ['last friday of the quarter', 'last friday of the quarter', rule('FREQ=YEARLY;BYMONTH=3,6,9,12;BYDAY=-1FR')],
  ['first day of the quarter', 'first day of the quarter', rule('FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=1')],
  ['first monday of the year', 'first monday of the year', rule('FREQ=YEARLY;BYDAY=1MO')],
  ['last day of the year', 'year on 12-31', rule('FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31')],
  ['year on 01-15 09:00', 'year on 01-15 09:00', rule('FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=15', '09:00')],
  ['RRULE:FREQ=MONTHLY;BYDAY=2TU', 'second tuesday of the month', rule('FREQ=MONTHLY;BYDAY=2TU')],
  ['RRULE:FREQ=DAILY;BYMONTH=1,2 10:00', 'RRULE:FREQ=DAILY;BYMONTH=1,2 10:00', rule('FREQ=DAILY;BYMONTH=1,2', '10:00')],
  ['business day 09:00', 'business day 09:00', { kind: 'business', which: 'every', of: 'day', time: '09:00' }],
  [
    'first business day of the month 08:00',
    'first business day of the month 08:00',
    { kind: 'business', which: 'first', of: 'month', time: '08:00' },
  ],
  [
    'last business day of the quarter',
    'last business day of the quarter',
    { kind: 'business', which: 'last', of: 'quarter', time: null },
  ],
  ['continuously', 'continuously', { kind: 'continuous' }],
  ['on change', 'on change', { kind: 'on change' }],
  ['as needed', 'as needed', { kind: 'as needed' }],
  ['at once', 'at once', { kind: 'at once' }],
];

describe('how often', () => {
  test.each(forms)('%s is spelled %s', (written, spelled, meaning) => {
    expect(parseRecurrence(written)).toEqual({ value: meaning });
    expect(spellRecurrence(meaning)).toBe(spelled);
    expect(parseRecurrence(spelled)).toEqual({ value: meaning });
  });

  test.each([
    ['5', '`5` has no unit: write 5m, 5h or 5 days'],
    ['Mon 10:00', '`Mon 10:00` must be in small letters: write mon 10:00'],
    ['mondy 10:00', '`mondy 10:00` cannot be read: write monday 10:00'],
    ['once a week', '`once a week` cannot be read: write week'],
    ['twice a year', '`twice a year` cannot be read: write 6 months'],
    ['5 minuts', '`5 minuts` cannot be read: write 5 minutes'],
    ['nightly', '`nightly` cannot be read: write day 03:00'],
    ['immediately', '`immediately` cannot be read: write at once'],
    ['10:00 mon', '`10:00 mon` cannot be read: write mon 10:00'],
    ['first monday 09:00', '`first monday 09:00` cannot be read: write first monday of the month 09:00'],
    ['2 hours 30', '`2 hours 30` has no unit after 30: write 2h30m'],
    ['1 hour and 30 minutes', '`1 hour and 30 minutes` is one span in several words: write 1h30m'],
    ['500ms', '`500ms` is too often: 1s is the least'],
    ['0 days', '`0 days` is out of range: the number goes from 1 to 1000'],
    ['5m 03:00', '`5m` is elapsed time and has no time of day: write 5m, or day 03:00'],
    ['day 3am', '`3am` is not a time of day: write 03:00'],
    ['day 24:00', '`24:00` is the 00:00 of the next day: write 00:00'],
    ['day 25:00', '`25:00` is a time that no clock shows: they go from 00:00 to 23:59'],
    ['month on the 31st', 'not every month has a day 31: write 1st to 28th, or last day of the month'],
    ['year on 02-29', '`02-29` is not a day of every year: write month and day, such as 01-15'],
    [
      '2 quarters on the first monday',
      '`2 quarters on the first monday` cannot be: write 6 months on the first monday',
    ],
    ['RRULE:FREQ=DAILY;COUNT=3', 'COUNT ends a rule, and what a plan repeats has no end: leave it out'],
    [
      'RRULE:FREQ=WEEKLY;BYDAY=1MO',
      '`RRULE:FREQ=WEEKLY;BYDAY=1MO` counts weekdays: that is for months and years, such as FREQ=MONTHLY;BYDAY=2TU',
    ],
    ['RRULE:FREQ=DAILY;BYHOUR=3', 'BYHOUR is not read: write the time after the rule, such as RRULE:FREQ=DAILY 03:00'],
    ['RRULE:FREQ=HOURLY', 'FREQ=HOURLY is elapsed time: write it like 4h or 30m'],
    [
      'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
      '`RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30` does not happen in twelve years',
    ],
    [
      'soon',
      '`soon` does not say how often: write it like 4h, day 03:00, mon-fri 09:00, 2 weeks on tue 10:00 or first monday of the month 09:00',
    ],
  ])('refuses %s', (text, problem) => expect(parseRecurrence(text)).toEqual({ problem }));
});
