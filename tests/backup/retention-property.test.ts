/** Whatever copies there are, what stays is what an oracle says that asks each by itself. */
import { isDeepStrictEqual } from 'node:util';

import fc from 'fast-check';
import { describe, test } from 'vitest';

import { retention } from '../../domain/backup/retention.ts';
import type { Dates, Held } from '../../domain/backup/retention.ts';
import type { Age, Keep } from '../../domain/plan/backups.ts';
import { datesIn } from '../../language/time/periods.ts';

import { oracle } from './oracle.ts';

const day = 86_400_000;
const days = (count: number): Age => ({ ms: count * day });

describe('whatever there is,', () => {
  const zone = fc.constantFrom('Europe/Bucharest', 'America/Sao_Paulo', 'Pacific/Auckland');
  const anAge = fc.oneof(
    fc.constant(null),
    fc.constant<Age>('forever'),
    fc.integer({ min: 1, max: 60 }).map(days),
    fc.integer({ min: 1, max: 6 }).map((months): Age => ({ months })),
  );
  const aKeep = fc.option(fc.record<Keep>({ daily: anAge, weekly: anAge, monthly: anAge, yearly: anAge }));
  const origin = Date.UTC(2027, 0, 1);
  const aCopy = fc.record({
    backup: fc.constantFrom('full', 'difference'),
    state: fc.constantFrom('good', 'good', 'good', 'bad', 'busy'),
    hours: fc.integer({ min: 0, max: 400 * 24 }),
    pointInTime: fc.boolean(),
    proven: fc.boolean(),
    /** Which of those before it. */
    base: fc.option(fc.nat({ max: 30 })),
  });
  const scene = fc.record({
    zone,
    keeps: fc.record({ full: aKeep, difference: aKeep }),
    raw: fc.array(aCopy, { maxLength: 30 }),
    now: fc.integer({ min: 0, max: 500 * 24 }).map((hours) => origin + hours * 3_600_000),
  });
  const gone = 1000;
  type Scene = typeof scene extends fc.Arbitrary<infer T> ? T : never;

  function copiesOf({ raw }: Scene): Held[] {
    const sorted = raw.toSorted((a, b) => a.hours - b.hours);
    return sorted.map(({ hours, base, ...said }, index) => {
      // A base that is not there any more is one, too.
      const upon = base === null ? null : base < index ? base : index === 0 ? gone : null;
      return { ...said, id: index, madeAt: origin + hours * 3_600_000, base: upon };
    });
  }

  const check = (say: (scene: Scene, copies: readonly Held[], by: Dates) => boolean) =>
    fc.assert(
      fc.property(scene, (one) => say(one, copiesOf(one), datesIn(one.zone))),
      { numRuns: 300 },
    );
  const staying = ({ keeps, now }: Scene, copies: readonly Held[], by: Dates) =>
    retention({ copies, keeps }, by, now).map(({ stays }) => stays);

  test('it stays or goes as asking each by itself says', () =>
    check((one, copies, by) => isDeepStrictEqual(staying(one, copies, by), oracle(copies, one.keeps, by, one.now))));

  test('nothing younger than its term goes', () =>
    check((one, copies, by) => {
      const stays = staying(one, copies, by);
      return copies.every(({ backup, madeAt }, index) => {
        const daily = one.keeps[backup as 'full']?.daily ?? null;
        return stays[index] === true || daily === null || by.endOf(madeAt, daily) <= one.now;
      });
    }));

  test('no base goes alone', () =>
    check((one, copies, by) => {
      const stays = staying(one, copies, by);
      return copies.every(({ base }, index) => base === null || base === gone || !stays[index] || stays[base] === true);
    }));

  test('after what goes has gone nothing else goes at the same instant', () =>
    check((one, copies, by) => {
      const stays = staying(one, copies, by);
      const left = copies.filter((_, index) => stays[index]);
      return staying(one, left, by).every(Boolean);
    }));

  test('of every week, month and year of which a copy was ever good one is there as long as the plan says', () =>
    check((one, copies, by) => {
      const full = copies.filter(({ state, base, backup }) => state === 'good' && base === null && backup === 'full');
      const { full: keep } = one.keeps;
      // Every few days, as it is done: what has gone cannot be chosen later.
      let left: readonly Held[] = [];
      for (let now = origin; now < one.now; now += 5 * day) {
        left = [...left, ...full.filter(({ madeAt }) => madeAt <= now && madeAt > now - 5 * day)];
        const stays = staying({ ...one, now }, left, by);
        left = left.filter((_, index) => stays[index]);
        if (keep !== null && !isKept(full, left, keep, by, now)) return false;
      }
      return true;
    }));

  /** Of each period so far, unless even its first copy is older than what is kept of it. */
  const isKept = (all: readonly Held[], left: readonly Held[], keep: Keep, { periodOf, endOf }: Dates, now: number) =>
    (['weekly', 'monthly', 'yearly'] as const).every((level) => {
      const made = Map.groupBy(
        all.filter(({ madeAt }) => madeAt <= now),
        ({ madeAt }) => periodOf(level, madeAt),
      );
      const age = keep[level];
      return [...made.values()].every(
        (those) => age === null || endOf(those[0]!.madeAt, age) <= now || left.some((each) => those.includes(each)),
      );
    });
});
