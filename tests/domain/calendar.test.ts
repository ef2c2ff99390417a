/** Open time between two instants, the instant after so much open time, and business days. */
import { describe, expect, test } from 'vitest';

import { afterBusinessDays, afterOpen, openBetween } from '../../domain/calendar.ts';
import type { Calendar } from '../../domain/calendar.ts';

/** Days of 100: open 10–40 and 50–80, then 110–140 and 150–180, then, after a closed day, 310–380. */
const calendar: Calendar = {
  open: [10, 40, 50, 80, 110, 140, 150, 180, 310, 380],
  lastCloses: [80, 180, 380],
  until: 400,
};
const always: Calendar = { open: 'always', lastCloses: [100, 200, 300], until: 300 };

describe('open time between two instants', () => {
  test.each([
    ['inside one interval', 15, 30, 15],
    ['over a lunch break', 30, 60, 20],
    ['from before opening', 0, 20, 10],
    ['past closing', 70, 100, 10],
    ['over a night', 70, 120, 20],
    ['over a closed day', 170, 320, 20],
    ['outside every interval', 180, 310, 0],
    ['from one opening to the last close', 10, 380, 190],
    ['of nothing', 20, 20, 0],
    ['backwards', 30, 20, 0],
  ])('%s', (_, from, to, spent) => expect(openBetween(calendar, from, to)).toBe(spent));

  test('always is all of it', () => expect(openBetween(always, 7, 1007)).toBe(1000));
  test('always, backwards, is nothing', () => expect(openBetween(always, 7, 1)).toBe(0));
});

describe('the instant after so much open time', () => {
  test.each([
    ['inside the interval', 15, 10, 25],
    ['used up exactly at closing, is closing', 20, 20, 40],
    ['1 ms more, is 1 ms after the next opening', 20, 21, 51],
    ['from before opening counts from opening', 0, 5, 15],
    ['from closing itself counts from the next opening', 40, 1, 51],
    ['used up at the last close of the day, is that close', 10, 60, 80],
    ['over the closed day', 170, 11, 311],
    ['over many intervals', 10, 190, 380],
    ['beyond what is known, is not to be foreseen', 10, 191, Infinity],
    ['none, is the instant itself, closed or not', 45, 0, 45],
  ])('%s', (_, from, ms, at) => expect(afterOpen(calendar, from, ms)).toBe(at));

  test('always is plain addition', () => expect(afterOpen(always, 7, 1000)).toBe(1007));
});

describe('business days', () => {
  test.each([
    ['the next open day’s last close, from inside day 0', 20, 1, 180],
    ['from before opening, the day is day 0', 0, 1, 180],
    ['from the lunch break, the day is day 0', 45, 1, 180],
    ['from 1 ms before the last close, the day is day 0', 79, 1, 180],
    ['from the last close itself, the next open day is day 0', 80, 1, 380],
    ['from a closed day, the next open day is day 0', 250, 0, 380],
    ['a closed day is none', 120, 1, 380],
    ['two of them', 20, 2, 380],
    ['beyond what is known', 20, 3, Infinity],
  ])('%s', (_, from, days, at) => expect(afterBusinessDays(calendar, from, days)).toBe(at));

  test('need days with `always` too', () => expect(afterBusinessDays(always, 150, 1)).toBe(300));
});
