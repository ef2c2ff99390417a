/** How a check stands is what its results say: down after enough failures in a row, up at the first good one, held down while it flaps. */
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { after, unseen } from '../../domain/monitor/standing.ts';
import type { Change, Limits, Standing } from '../../domain/monitor/standing.ts';

const minute = 60_000;
const never = { changes: Infinity, withinMs: 60 * minute, calm: 10 };
const usual = { changes: 4, withinMs: 60 * minute, calm: 10 };

/** One letter a minute: good, bad, bad while muted, good while muted. */
type Letter = 'g' | 'b' | 'm' | 'u';
const letters = fc.array(fc.constantFrom<Letter>('g', 'b', 'b', 'm', 'u'), { maxLength: 60 });

function live(history: readonly Letter[], limits: Limits) {
  let standing: Standing = unseen;
  const changes: { change: Change; at: number }[] = [];
  history.forEach((letter, index) => {
    const result = {
      at: index * minute,
      ok: letter === 'g' || letter === 'u',
      muted: letter === 'm' || letter === 'u',
    };
    const next = after(standing, result, limits);
    standing = next.standing;
    if (next.change !== null) changes.push({ change: next.change, at: result.at });
  });
  return { standing, changes };
}

/** Written another way: by the failures at the end alone. */
function isDown(history: readonly Letter[], { fails, forMs }: Limits): boolean {
  const tail = /[bm]*$/.exec(history.join(''))![0];
  return tail.split('').some((letter, index) => letter === 'b' && index + 1 >= fails && index * minute >= forMs);
}

const limits = fc.record({
  fails: fc.integer({ min: 1, max: 5 }),
  forMs: fc.integer({ min: 0, max: 4 }).map((n) => n * minute),
  flapping: fc.constant(never),
});

test('without flapping it is down exactly when the failures at the end are enough and not all muted', () =>
  fc.assert(
    fc.property(letters, limits, (history, rules) => {
      const { standing } = live(history, rules);
      const down = isDown(history, rules);
      const seenGood = history.some((one) => one === 'g' || one === 'u');
      expect(standing.status).toBe(down ? 'down' : seenGood ? 'up' : 'new');
    }),
    { numRuns: 1000 },
  ));

const flappy = limits.map((rules) => ({ ...rules, flapping: usual }));

test('down and up are told in turn', () =>
  fc.assert(
    fc.property(letters, flappy, (history, rules) => {
      const told = live(history, rules).changes.filter(({ change }) => change === 'down' || change === 'up');
      expect(told.map(({ change }) => change)).toEqual(told.map((_, index) => (index % 2 === 0 ? 'down' : 'up')));
    }),
    { numRuns: 1000 },
  ));

test('within an hour no more is told than makes it flap, but for its end', () =>
  fc.assert(
    fc.property(letters, flappy, (history, rules) => {
      const { changes } = live(history, { ...rules, fails: 1, forMs: 0 });
      const flaps = changes.findIndex(({ change }) => change === 'flapping');
      const before = flaps === -1 ? changes : changes.slice(0, flaps);
      for (const { at } of before)
        expect(before.filter((one) => one.at > at - 60 * minute && one.at <= at).length).toBeLessThan(4);
    }),
    { numRuns: 1000 },
  ));

const told = (history: string, rules: Partial<Limits> = {}) =>
  live(history.split('') as Letter[], { fails: 3, forMs: 0, flapping: usual, ...rules }).changes.map(
    ({ change, at }) => `${change} @ ${at / minute}`,
  );

test.each([
  ['three failures in a row open, the next good one recovers', 'gbbbbg', ['down @ 3', 'up @ 5']],
  ['two do not', 'gbbgbbg', []],
  ['what never was up can be down', 'bbb', ['down @ 2']],
  ['muted, nothing goes down', 'gmmmmm', []],
  ['what still fails once it is heard again does so at once', 'gmmmb', ['down @ 4']],
  ['what went down before recovers though muted', 'bbbu', ['down @ 2', 'up @ 3']],
])('%s', (_, history, changes) => expect(told(history)).toEqual(changes));

test('what goes up and down is held down at the second recovery, until ten results are alike', () => {
  expect(told('bgbggbgbgb', { fails: 1 })).toEqual(['down @ 0', 'up @ 1', 'down @ 2', 'flapping @ 3']);
  expect(told('bgbgbgggggggggg', { fails: 1 }).slice(3)).toEqual(['flapping @ 3', 'up @ 14']);
  expect(told('bgbgbbbbbbbbbbg', { fails: 1 }).slice(3)).toEqual(['flapping @ 3', 'steady @ 13', 'up @ 14']);
});

test('changes of more than an hour ago do not count', () =>
  expect(told('bg' + 'g'.repeat(60) + 'bg', { fails: 1 })).toEqual(['down @ 0', 'up @ 1', 'down @ 62', 'up @ 63']));
