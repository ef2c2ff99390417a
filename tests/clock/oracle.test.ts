/** Clocks answer what an oracle says that counts along clocks on the wall, without Temporal and without a compiled calendar. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerClock } from '../../language/clock/case.ts';
import { clockCase } from './cases.ts';
import type { ClockCase } from './counting.ts';
import { askOracle } from './oracle.ts';

type Answer = ReturnType<typeof askOracle>;

/** What the cases must reach, each in at least one of two hundred. */
const kinds: Readonly<Record<string, (clock: ClockCase, answer: Answer) => boolean>> = {
  running: (_, { met }) => met === null,
  met: (_, { met }) => met === true,
  late: (_, { met }) => met === false,
  'never due': (_, { dueAt }) => dueAt === null,
  'fulfilled when due': ({ fulfilledAt }, { dueAt }) => dueAt !== null && dueAt === fulfilledAt,
  'a millisecond late': ({ fulfilledAt }, { dueAt }) =>
    dueAt !== null && fulfilledAt !== null && Date.parse(fulfilledAt) === Date.parse(dueAt) + 1,
  'a pause from the due instant': ({ pauses }, { dueAt }) => pauses.some(({ from }) => from === dueAt),
  'broken by a change': (_, { dueAt, breachedAt }) => breachedAt !== null && breachedAt !== dueAt,
  'met, but breached before it changed': (_, { met, firstBreachAt }) => met === true && firstBreachAt !== null,
  'carried over': ({ changes }) => changes.some(({ retroactive }) => !retroactive),
  'business days': ({ target }) => 'businessDays' in target,
};

test('10,000 clocks of every kind', { timeout: 300_000 }, () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(clockCase, (clock) => {
      const answer = askOracle(clock);
      expect(answerClock(clock)).toEqual(answer);
      for (const [kind, holds] of Object.entries(kinds))
        if (holds(clock, answer)) seen.set(kind, (seen.get(kind) ?? 0) + 1);
    }),
    { numRuns: 10_000 },
  );
  expect(Object.keys(kinds).filter((kind) => (seen.get(kind) ?? 0) < 50)).toEqual([]);
});
