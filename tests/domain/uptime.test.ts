import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { added, budgetOf, burnRate, nothing, seenBy, shareUp, tallyOf, together } from '../../domain/monitor/uptime.ts';
import type { Judging, Look, Span } from '../../domain/monitor/uptime.ts';

const minute = 60_000;
const hour = 60 * minute;
const everyMinute: Judging = { fails: 3, holdsMs: 2 * minute };
/** A result a minute: `.` good, `x` bad, a blank none. */
const looks = (line: string): Look[] =>
  line.split('').flatMap((sign, index) => (sign === ' ' ? [] : [{ at: index * minute, ok: sign === '.' }]));
const inMinutes = (spans: readonly Span[]) => spans.map(([from, to]) => [from / minute, to / minute]);
const seen = (line: string, judging = everyMinute, now = line.length) => {
  const { known, down } = seenBy(looks(line), judging, now * minute);
  return { known: inMinutes(known), down: inMinutes(down) };
};

describe('a check with three failures in a row', () => {
  test('is down from the first of them until it is well', () => expect(seen('..xxxx..').down).toEqual([[2, 6]]));
  test('is not down with fewer', () => expect(seen('..xx.x.xx').down).toEqual([]));
  test('is down until now while it fails', () => expect(seen('..xxx').down).toEqual([[2, 5]]));
  test('is known for twice its interval after its last result, and nothing is known after that', () =>
    expect(seen('.xxx    ..', everyMinute, 12)).toEqual({
      known: [
        [0, 5],
        [8, 11],
      ],
      down: [[1, 5]],
    }));
});

test('of several it is down while any is', () => {
  const both = together([
    seenBy(looks('.xxx....'), everyMinute, 8 * minute),
    seenBy(looks('..xxx...'), everyMinute, 8 * minute),
  ]);
  expect(inMinutes(both.down)).toEqual([[1, 5]]);
});

test('maintenance takes from what counts only where the plan says so', () => {
  const tally = tallyOf(seenBy(looks('.xxxxxx...'), everyMinute, 10 * minute), [[0, 4 * minute]], [0, 10 * minute]);
  expect(tally).toEqual({ knownMs: 10 * minute, downMs: 6 * minute, plannedMs: 4 * minute, plannedDownMs: 3 * minute });
  expect([shareUp(tally, true), shareUp(tally, false)]).toEqual([0.4, 0.7]);
});

describe('99.9% of thirty days', () => {
  const month = 30 * 24 * hour;
  test('leaves 43 minutes and 12 seconds', () =>
    expect(budgetOf({ ...nothing, downMs: 3 * minute }, 0.999, true, month)).toEqual({
      allowedMs: 2_592_000,
      spentMs: 180_000,
      leftMs: 2_412_000,
    }));
  test('burns 14.4 times too fast where 51.84 s of an hour are lost', () =>
    expect(burnRate({ ...nothing, knownMs: hour, downMs: 51_840 }, 0.999, true)).toBeCloseTo(14.4, 9));
  test('says nothing of a time that nobody has seen', () =>
    expect([burnRate(nothing, 0.999, true), shareUp(nothing, true)]).toEqual([null, null]));
});

/** Is there a result that holds, and does it belong to failures enough? */
function stateAt(line: string, now: number, fails: number, holds: number): 'up' | 'down' | null {
  let at = now;
  while (at >= 0 && (line[at] ?? ' ') === ' ') at -= 1;
  if (at < 0 || now - at >= holds) return null;
  const behind = line.slice(0, at + 1).replaceAll(' ', '');
  const ahead = line.slice(at + 1).replaceAll(' ', '');
  const failing = /x*$/.exec(behind)![0].length;
  return failing > 0 && failing + /^x*/.exec(ahead)![0].length >= fails ? 'down' : 'up';
}

describe('whatever was seen,', () => {
  const sign = fc.constantFrom('.', '.', '.', 'x', 'x', ' ');
  const line = fc.array(sign, { minLength: 1, maxLength: 120 }).map((signs) => signs.join(''));
  const away = fc.array(fc.tuple(fc.integer({ min: 0, max: 119 }), fc.integer({ min: 1, max: 20 })), { maxLength: 3 });

  /** Minute by minute: is there a result that holds, does it belong to failures enough, is it planned to be away. */
  function oracle(lines: readonly string[], fails: number, holds: number, planned: readonly Span[]) {
    const sum = { knownMs: 0, downMs: 0, plannedMs: 0, plannedDownMs: 0 };
    for (let now = 0; now < 120; now++) {
      const states = lines.map((one) => stateAt(one, now, fails, holds));
      const known = states.some((one) => one !== null);
      const down = states.includes('down');
      const gone = planned.some(([from, to]) => now * minute >= from && now * minute < to);
      if (known) sum.knownMs += minute;
      if (down) sum.downMs += minute;
      if (known && gone) sum.plannedMs += minute;
      if (down && gone) sum.plannedDownMs += minute;
    }
    return sum;
  }

  test('the tally is what somebody counts who goes from minute to minute', () =>
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        away,
        (lines, fails, holds, spans) => {
          const planned = spans.map(([from, length]): Span => [from * minute, (from + length) * minute]);
          const judging = { fails, holdsMs: holds * minute };
          const all = together(lines.map((one) => seenBy(looks(one), judging, 120 * minute)));
          const counted = tallyOf(all, planned, [0, 120 * minute]);
          expect(counted).toEqual(oracle(lines, fails, holds, planned));
          const halves = [
            [0, 37 * minute],
            [37 * minute, 120 * minute],
          ] as const;
          expect(halves.map((span) => tallyOf(all, planned, span)).reduce(added)).toEqual(counted);
        },
      ),
      { numRuns: 300 },
    ));
});
