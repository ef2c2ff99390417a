import { expect, test } from 'vitest';
import { shortenedWindows, windowMs, windowsBetween } from '../../language/time/window.ts';

const hour = 3_600_000;
const zone = 'Europe/Bucharest';
const from = Date.parse('2026-11-21T00:00Z');
const until = Date.parse('2028-11-21T00:00Z');

test('a weekly window comes round every week for as long as it really is', () => {
  const windows = windowsBetween({ sun: ['02:00-04:00'] }, zone, from, until);
  expect(windows).toHaveLength(105);
  expect(windows[0]).toEqual({ from: Date.parse('2026-11-22T00:00Z'), to: Date.parse('2026-11-22T02:00Z') });
  expect(windows.find(({ from: at }) => at === Date.parse('2027-03-28T00:00Z'))?.to).toBe(
    Date.parse('2027-03-28T01:00Z'),
  );
});

test('the Sundays on which clocks go forward are found, an hour short', () =>
  expect(shortenedWindows({ sun: ['02:00-04:00'] }, zone, from, until)).toEqual([
    { date: '2027-03-28', ms: hour, usualMs: 2 * hour },
    { date: '2028-03-26', ms: hour, usualMs: 2 * hour },
  ]));

test('a window that clocks jump over is no window, and is found', () => {
  const swallowed = { sun: ['03:00-04:00'] };
  expect(shortenedWindows(swallowed, zone, from, until)[0]).toEqual({ date: '2027-03-28', ms: 0, usualMs: hour });
  expect(windowsBetween(swallowed, zone, from, until)).toHaveLength(103);
});

test('what touches over midnight is one window', () => {
  const night = { sat: ['22:00-24:00'], sun: ['00:00-02:00'] };
  expect(windowMs(night)).toBe(4 * hour);
  expect(windowMs({})).toBe(0);
  expect(windowsBetween(night, 'UTC', from, from + 7 * 24 * hour)).toEqual([
    { from: Date.parse('2026-11-21T22:00Z'), to: Date.parse('2026-11-22T02:00Z') },
  ]);
});

test('a window that is never closed has no beginning', () => {
  const always = Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, ['00:00-24:00']]),
  );
  expect(windowsBetween(always, zone, from, from + 7 * 24 * hour)).toEqual([]);
});
