/** Maintenance where the edge matters, and what the clocks do to it; the plain cases are the examples of the documentation. */
import { describe, expect, test } from 'vitest';
import { compilePlan } from '../../language/compile.ts';
import { alone, pathsOf, planWith } from './plans.ts';

const nowAt = Date.parse('2026-11-21T12:00Z');
const found = (chapters: string, zone = 'Europe/Bucharest') =>
  compilePlan(planWith(chapters).replace('Europe/Bucharest', zone), 'shop.yaml', { ...alone(), nowAt }).findings.filter(
    ({ rule }) => rule !== 'recorded' && rule !== 'unused-calendar',
  );
const told = (chapters: string, zone?: string) => pathsOf(found(chapters, zone));
const backup = (every: string, rest = '') => `backups: { db: { every: ${every}, restore test: month${rest} } }\n`;

describe('backup-skipped-by-dst', () => {
  test('the date and the time are named', () =>
    expect(found(backup('day 03:00')).map(({ message }) => message)).toEqual([
      'there is no 03:00 on 2027-03-28, when clocks in Europe/Bucharest go forward: choose a time that every day has',
    ]));

  test('an hour that is only repeated is there, and so is every hour where clocks stay as they are', () => {
    expect(told(backup('day 02:59'))).toEqual([]);
    expect(told(backup('day 04:00'))).toEqual([]);
    expect(told(backup('day 03:00'), 'America/Sao_Paulo')).toEqual([]);
  });

  test('only days on which it is made count', () => {
    expect(told(backup('sat 03:30'))).toEqual([]);
    expect(told(backup('sun 03:30'))).toEqual(['backup-skipped-by-dst backups.db.every']);
  });
});

describe('backup-in-maintenance', () => {
  const window = (rest = 'sun: "05:00-07:00"') => `maintenance: { window: { ${rest} } }`;
  const inside = ['backup-in-maintenance backups.db.every maintenance.window'];

  test('the beginning of the window is inside, its end is not', () => {
    expect(told(backup('day 05:00') + window())).toEqual(inside);
    expect(told(backup('day 06:59') + window())).toEqual(inside);
    expect(told(backup('day 07:00') + window())).toEqual([]);
    expect(told(backup('sat 05:00') + window())).toEqual([]);
  });

  test('a backup that lasts into the window is inside', () => {
    expect(told(backup('day 04:00', ', lasts: 1h') + window())).toEqual([]);
    expect(told(backup('day 04:00', ', lasts: 61m') + window())).toEqual(inside);
  });

  test('a rhythm without a time of day may keep out of it', () => {
    expect(told(backup('day') + window('mon-sun: "08:00-10:00"'))).toEqual([]);
    expect(told(backup('4h') + window())).toEqual([]);
  });

  test('a window whose zone cannot be read lies nowhere', () =>
    expect(told(`${backup('day 05:00')}maintenance: { timezone: Bucharest, window: { sun: "05:00-07:00" } }`)).toEqual([
      'time-zone maintenance.timezone',
    ]));

  test('the days on which it happens are named', () =>
    expect(found(backup('day 05:00') + window('sat-sun: "05:00-07:00"'))[0]?.message).toBe(
      'on sat, sun the backup at 05:00 falls into the maintenance window: choose a time outside of it',
    ));
});

describe('notice', () => {
  const kind = (rest: string, general = '') =>
    told(`maintenance: { ${general} kinds: { minor: { lasts: 1h, ${rest} } } }`);

  test('a notice as long as the interval is not longer, and months have up to 31 days', () => {
    expect(kind('every: week, notice: 1 week')).toEqual([]);
    expect(kind('every: month, notice: 31 days')).toEqual([]);
    expect(kind('every: week, notice: 6 business days')).toEqual([]);
    expect(kind('every: week, notice: 8 business days')).toEqual([
      'notice-longer-than-interval maintenance.kinds.minor.notice maintenance.kinds.minor.every',
    ]);
  });

  test('a kind without a notice has the general one', () =>
    expect(kind('every: day', 'notice: 48h,')).toEqual([
      'notice-longer-than-interval maintenance.notice maintenance.kinds.minor.every',
    ]));

  test('what is done as needed has no interval', () => expect(kind('every: as needed, notice: 4 weeks')).toEqual([]));

  test('an equal notice keeps the promise; business days are at least as many days', () => {
    expect(kind('notice: 24h', 'notice: 24h,')).toEqual([]);
    expect(kind('notice: 47h', 'notice: 2 business days,')).toEqual([
      'notice-shorter-than-promised maintenance.kinds.minor.notice maintenance.notice',
    ]);
    expect(kind('notice: 1 business day', 'notice: 48h,')).toEqual([]);
  });
});

describe('windows', () => {
  const plan = (window: string, kinds: string) => `maintenance: { window: { ${window} }, kinds: { ${kinds} } }`;

  test('work as long as the window fits; what touches over midnight is one window', () => {
    expect(told(plan('tue: "22:00-24:00", wed: "00:00-02:00"', 'major: { lasts: 4h }'))).toEqual([]);
    expect(told(plan('tue: "22:00-24:00"', 'major: { lasts: 121m }'))).toEqual([
      'window-shorter-than-work maintenance.kinds.major.lasts maintenance.window',
    ]);
  });

  test('a window without hours, or without an end, is too short for nothing', () => {
    expect(told(plan('', 'major: { lasts: 4h }'))).toEqual([]);
    expect(told(plan('mon-sun: "00:00-24:00"', 'major: { lasts: 4h }'))).toEqual([]);
  });

  test('an hour of two is told, and the work that no longer fits', () => {
    expect(found(plan('sun: "02:00-04:00"', 'major: { lasts: 2h }'))[0]?.message).toBe(
      'on 2027-03-28 clocks go forward, and of the 2h of the window 1h are left: too little for `major`, which lasts 2h; choose other hours, or do not count on that day',
    );
    expect(told(plan('sun: "02:00-04:00"', 'minor: { lasts: 1h }'))).toEqual(['window-cut-by-dst maintenance.window']);
  });

  test('an hour of five is no loss to work that still fits', () => {
    expect(told(plan('sun: "01:00-06:00"', 'major: { lasts: 4h }'))).toEqual([]);
    expect(told(plan('sun: "01:00-06:00"', 'major: { lasts: 5h }'))).toEqual([
      'window-cut-by-dst maintenance.window maintenance.kinds.major.lasts',
    ]);
  });
});

describe('window-in-business-hours', () => {
  const plan = (calendar: string, use: string, window: string) =>
    told(`calendars: { c: { ${calendar} } }\n${use}\nmaintenance: { window: { ${window} } }`);
  const severity = 'severities: { P1: { response: 1h, calendar: c } }';
  const clash = ['window-in-business-hours maintenance.window calendars.c'];

  test('a window that ends when the office opens is outside', () => {
    expect(plan('mon-fri: "09:00-18:00"', severity, 'mon: "07:00-09:00"')).toEqual([]);
    expect(plan('mon-fri: "09:00-18:00"', severity, 'mon: "07:00-09:01"')).toEqual(clash);
  });

  test('a channel has hours too; a calendar that nothing counts on has none', () => {
    expect(plan('mon: "09:00-18:00"', 'channels: { phone: { hours: c } }', 'mon: "10:00-11:00"')).toEqual(clash);
    expect(plan('mon: "09:00-18:00"', '', 'mon: "10:00-11:00"')).toEqual([]);
  });

  test('of whole days none is outside', () =>
    expect(plan('mon-fri: "00:00-24:00"', severity, 'mon: "10:00-11:00"')).toEqual([]));

  test('hours are held against each other by the clock of the world', () =>
    expect(plan('timezone: Asia/Tokyo, tue: "09:00-18:00"', severity, 'tue: "05:00-07:00"')).toEqual(clash));
});
