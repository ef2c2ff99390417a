/** Maintenance is announced early enough by every calendar, in the first window that will do. */
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { afterBusinessDays } from '../../domain/calendar.ts';
import { announceBy, choose, earliestFrom, wasKept } from '../../domain/maintenance/window.ts';
import { compileCalendar } from '../../language/calendar.ts';
import { windowsBetween } from '../../language/time/window.ts';

const hour = 3_600_000;
const [from, until] = [Date.parse('2027-01-01T00:00Z'), Date.parse('2028-01-01T00:00Z')];
const week = { mon: ['09:00-17:00'], tue: ['09:00-17:00'], thu: ['10:00-14:00', '15:00-19:00'], fri: ['09:00-13:00'] };
const calendar = compileCalendar({ zone: 'Europe/Bucharest', week }, from, until);
const instant = fc.integer({ min: from + 60 * 24 * hour, max: until - 10 * 24 * hour });

test('business days of notice are over by the window, and would not be a moment later', () =>
  fc.assert(
    fc.property(instant, fc.integer({ min: 1, max: 15 }), (fromAt, businessDays) => {
      const byAt = announceBy({ notice: { businessDays }, calendar }, fromAt);
      expect(afterBusinessDays(calendar, byAt, businessDays)).toBeLessThanOrEqual(fromAt);
      expect(afterBusinessDays(calendar, byAt + 1, businessDays)).toBeGreaterThan(fromAt);
    }),
  ));

test('what begins at the earliest instant can still be announced now, and a moment earlier it cannot', () =>
  fc.assert(
    fc.property(instant, fc.integer({ min: 1, max: 4 }), fc.boolean(), (nowAt, many, inDays) => {
      const notice = inDays ? { businessDays: many } : { ms: many * hour };
      const earliest = earliestFrom({ notice, calendar }, nowAt);
      expect(announceBy({ notice, calendar }, earliest)).toBeGreaterThanOrEqual(nowAt);
      expect(announceBy({ notice, calendar }, earliest - 1)).toBeLessThan(nowAt);
    }),
  ));

test('a span of notice is that span, and nothing promised is nothing owed', () => {
  expect(announceBy({ notice: { ms: 48 * hour }, calendar: null }, from)).toBe(from - 48 * hour);
  expect(announceBy({ notice: null, calendar: null }, from)).toBe(from);
  expect(announceBy({ notice: { businessDays: 3 }, calendar: null }, from)).toBe(-Infinity);
});

test('the window that is chosen is the first that is long enough and far enough', () =>
  fc.assert(
    fc.property(instant, fc.integer({ min: 1, max: 8 }), fc.integer({ min: 0, max: 400 }), (nowAt, quarters, hours) => {
      const windows = windowsBetween({ sun: ['02:00-04:00'], wed: ['22:00-23:30'] }, 'Europe/Bucharest', nowAt, until);
      const wanted = { lastsMs: (quarters * hour) / 4, notice: { ms: hours * hour + 1 }, calendar: null };
      const choice = choose(windows, wanted, nowAt);
      const fits = ({ from: begins, to }: { from: number; to: number }) =>
        to - begins >= wanted.lastsMs && begins - wanted.notice.ms >= nowAt;
      expect(choice?.window).toEqual(windows.find(fits));
      expect(choice?.passed.length ?? 0).toBe(choice === null ? 0 : windows.indexOf(choice.window));
    }),
  ));

test('a message that waits, or was settled too late, keeps no notice', () => {
  expect(wasKept({ announcedAt: 1, settledAt: [2, 5] }, 5)).toBe(true);
  expect(wasKept({ announcedAt: 1, settledAt: [2, null] }, 5)).toBe(false);
  expect(wasKept({ announcedAt: 1, settledAt: [6] }, 5)).toBe(false);
  expect(wasKept({ announcedAt: 6, settledAt: [] }, 5)).toBe(false);
});
