/** How a clock goes whose pauses and changes are told as a whole: design §5 by examples to be counted on fingers. */
import { describe, expect, test } from 'vitest';

import type { Calendar } from '../../domain/calendar.ts';
import { orderedPauses, reaches, retargeted } from '../../domain/clock.ts';
import type { Change, Target } from '../../domain/clock.ts';
import { courseOf } from '../../domain/course.ts';
import type { Story } from '../../domain/course.ts';

/** Open 10–40, 60–90 and 110–140; a day is 50. */
const office: Calendar = { open: [10, 40, 60, 90, 110, 140], lastCloses: [40, 90, 140], until: 150 };
const always: Calendar = { open: 'always', lastCloses: [], until: 1000 };

const pauses = (...all: [number, number | null][]) => all.map(([from, to]) => ({ from, to }));
const to = (at: number, ms: number, retroactive = true): Change => ({ at, target: { ms }, retroactive });
const story = (more: Partial<Story> = {}): Story => ({
  target: { ms: 20 },
  from: 10,
  pauses: [],
  changes: [],
  fulfilledAt: null,
  ...more,
});
const shares = [0.5, 0.8, 1];
const go = (more: Partial<Story>, calendar = office) => courseOf(calendar, story(more), shares);

describe('pauses in order', () => {
  test.each<[string, [number, number | null][], [number, number | null][]]>([
    [
      'are sorted',
      [
        [30, 40],
        [12, 15],
      ],
      [
        [12, 15],
        [30, 40],
      ],
    ],
    [
      'merge where they overlap',
      [
        [12, 20],
        [15, 30],
      ],
      [[12, 30]],
    ],
    [
      'merge where they touch',
      [
        [12, 15],
        [15, 16],
      ],
      [[12, 16]],
    ],
    [
      'swallow what lies inside',
      [
        [12, 30],
        [14, 15],
      ],
      [[12, 30]],
    ],
    [
      'last for ever once one is open',
      [
        [12, null],
        [14, 15],
        [50, null],
      ],
      [[12, null]],
    ],
    ['begin at the anchor at the earliest', [[2, 15]], [[10, 15]]],
    [
      'are none before it',
      [
        [2, 10],
        [3, 5],
      ],
      [],
    ],
    ['are none if empty', [[12, 12]], []],
  ])('%s', (_, told, ordered) => expect(orderedPauses(pauses(...told), 10)).toEqual(pauses(...ordered)));
});

describe('a change of target', () => {
  test('counts from the anchor, pauses kept', () =>
    expect(go({ pauses: pauses([12, 15]), changes: [to(20, 25)] }).dueAt).toBe(38));
  test('is breached at the change if used up, while due stays the pure count', () =>
    expect(go({ changes: [to(28, 10)] })).toMatchObject({ dueAt: 20, breachedAt: 28, firstBreachAt: 28 }));
  test('is so inside a pause, too', () =>
    expect(go({ pauses: pauses([25, null]), changes: [to(28, 10)] })).toMatchObject({ dueAt: 20, breachedAt: 28 }));
  test('to what is used up exactly now is breached now', () =>
    expect(go({ changes: [to(20, 10)] })).toMatchObject({ dueAt: 20, breachedAt: 20 }));
  test('inside a pause that goes on has no due instant', () =>
    expect(go({ pauses: pauses([12, null]), changes: [to(28, 10)] })).toMatchObject({
      dueAt: Infinity,
      breachedAt: Infinity,
    }));
  test('after a breach leaves the first breach', () =>
    expect(go({ changes: [to(35, 40)] })).toMatchObject({ dueAt: 70, breachedAt: 70, firstBreachAt: 30 }));
  test('at the very due instant is in time', () =>
    expect(go({ changes: [to(30, 40)] })).toMatchObject({ firstBreachAt: 70 }));
  test('1 ms later is not', () => expect(go({ changes: [to(31, 40)] }).firstBreachAt).toBe(30));
  test('to another that was never in force for long breaks nothing', () =>
    expect(go({ changes: [to(28, 5), to(28, 40)] }).firstBreachAt).toBe(70));
  test('works in any order of telling', () =>
    expect(go({ changes: [to(25, 40), to(15, 5), to(12, 50)] })).toMatchObject({ dueAt: 70, firstBreachAt: 15 }));
  test('before the anchor holds from the anchor', () =>
    expect(go({ changes: [to(2, 30, false)] })).toMatchObject({ dueAt: 40, firstBreachAt: 40 }));
  test('to business days is as long as their open time', () => {
    const target: Target = { businessDays: 1 };
    expect(go({ pauses: pauses([12, 17]), changes: [{ at: 20, target, retroactive: true }] }).dueAt).toBe(115);
  });
});

describe('a change that is not retroactive', () => {
  test('carries the used fraction over', () => expect(go({ changes: [to(20, 40, false)] }).dueAt).toBe(40));
  test('counts on from there, outside pauses', () =>
    expect(go({ pauses: pauses([14, 18], [22, 25]), changes: [to(24, 40, false)] }).dueAt).toBe(69));
  test('rounds up what is used', () => expect(go({ changes: [to(11, 30, false)] }).dueAt).toBe(39));
  test('to the same target changes nothing', () => {
    const told = { pauses: pauses([14, 18], [25, 35]) };
    const plain = go(told);
    for (const at of [10, 13, 16, 24, 30, 39, 61])
      expect(go({ ...told, changes: [to(at, 20, false)] }).reached).toEqual(plain.reached);
  });
  test('keeps the instants of fractions that were used up before', () =>
    expect(go({ changes: [to(22, 40, false)] }).reached).toEqual([20, 30, 38]));
  test('is breached at the change if all was used, while due stays where it was', () =>
    expect(go({ changes: [to(35, 40, false)] })).toMatchObject({ dueAt: 30, breachedAt: 35, firstBreachAt: 30 }));
  test('has no due instant inside a pause that goes on', () =>
    expect(go({ pauses: pauses([15, null]), changes: [to(20, 40, false)] }).dueAt).toBe(Infinity));
  test('of business days carries a share of their open time', () => {
    const target: Target = { businessDays: 1 };
    expect(go({ target, changes: [to(40, 20, false)] }).dueAt).toBe(70);
    expect(go({ changes: [{ at: 20, target, retroactive: false }] }).dueAt).toBe(70);
  });
  test('after another carries what that one carried', () =>
    expect(go({ changes: [to(15, 40, false), to(20, 80, false)] }).dueAt).toBe(90));
  test('is forgotten by one that is retroactive', () =>
    expect(go({ changes: [to(15, 40, false), to(20, 25)] }).dueAt).toBe(35));
  test('is exact where doubles are not', () => {
    const year = 31_536_000_000;
    const whole = { target: { ms: 9 * year + 1 }, from: 0, pauses: [] };
    const same = retargeted(always, whole, { at: 8 * year + 7, target: whole.target, retroactive: false });
    expect(reaches(always, same, 1)).toBe(9 * year + 1);
  });
});

describe('met', () => {
  test.each<[string, Partial<Story>, boolean | null]>([
    ['is unknown before', {}, null],
    ['at the due instant', { fulfilledAt: 30 }, true],
    ['not 1 ms later', { fulfilledAt: 31 }, false],
    ['in a pause that goes on', { pauses: pauses([15, null]), fulfilledAt: 99 }, true],
    ['not in a pause that began after the due instant', { pauses: pauses([31, null]), fulfilledAt: 99 }, false],
    ['under the target in force then', { changes: [to(25, 40)], fulfilledAt: 35 }, true],
    ['not if the change had used it up', { changes: [to(25, 10)], fulfilledAt: 26 }, false],
    ['whatever is changed afterwards', { changes: [to(25, 10)], fulfilledAt: 24 }, true],
    ['before the anchor', { fulfilledAt: 5 }, true],
  ])('%s', (_, told, met) => expect(go(told).met).toBe(met));

  test('has no breach', () =>
    expect(go({ fulfilledAt: 30 })).toMatchObject({ dueAt: 30, breachedAt: Infinity, firstBreachAt: Infinity }));
  test('too late has one, at the due instant', () => expect(go({ fulfilledAt: 31 }).breachedAt).toBe(30));
  test('under a later target leaves the breach of the first', () =>
    expect(go({ changes: [to(32, 60)], fulfilledAt: 35 })).toMatchObject({
      met: true,
      breachedAt: Infinity,
      firstBreachAt: 30,
    }));
});

describe('whether the calendar is known far enough', () => {
  test.each<[string, Partial<Story>, boolean]>([
    ['where all is foreseen', {}, true],
    ['not where the target lies beyond', { target: { ms: 91 } }, false],
    ['not where business days lie beyond', { target: { businessDays: 3 } }, false],
    ['where it rests for good', { target: { ms: 91 }, pauses: pauses([70, null]) }, true],
    ['not where it rests only beyond', { target: { ms: 91 }, pauses: pauses([151, null]) }, false],
    [
      'not where a fraction of business days is asked for',
      { target: { businessDays: 3 }, pauses: pauses([70, null]) },
      false,
    ],
  ])('%s', (_, told, known) => expect(go(told).known).toBe(known));
});
