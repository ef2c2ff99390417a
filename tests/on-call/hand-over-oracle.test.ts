/** Who takes over when, against a walk in steps of 30 seconds through the two weeks around each change of clocks. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { handOver } from '../../domain/hand-over.ts';
import type { HandOver, Standing } from '../../domain/hand-over.ts';
import { onCallAt } from '../../domain/on-call.ts';
import type { Rotation } from '../../domain/on-call.ts';
import { changes, compiled, day, layer, margin, override, step, week } from './layers.ts';
import type { Layer } from './layers.ts';
import { oracle, wallsOf } from './oracle.ts';

describe.each(changes)('%s around %s', (zone, change) => {
  const from = Date.parse(change) - week;
  const until = from + 2 * week;
  const walls = wallsOf(zone, from - 2 * day, 18);

  const rotations = fc
    .tuple(fc.array(layer, { minLength: 1, maxLength: 3 }), fc.array(override, { maxLength: 3 }), margin)
    .map(([layers, moved, more]) => {
      const overrides = moved.map((one) => ({ ...one, from: from + one.from, until: from + one.until }));
      const rotation: Rotation = { shifts: compiled(layers, zone, from - more * day, until + more * day), overrides };
      return { rotation, changes: changesOf(rotation, layers) };
    });
  const steps = fc.array(fc.integer({ min: 1, max: (2 * week) / step - 1 }), { maxLength: 60 });

  test('each change of the walk is handed over once, at its instant, from whom the walk had before', () => {
    fc.assert(
      fc.property(rotations, steps, ({ rotation, changes: walked }, others) => {
        const looks = [...walked.flatMap(({ at }) => [at - step, at]), ...others.map((one) => from + one * step)];
        expect(seen(rotation, looks)).toEqual(walked);
      }),
      { numRuns: 25 },
    );
  });

  test('whoever looks seldom is told the last change, if somebody is on call or was', () => {
    fc.assert(
      fc.property(rotations, steps, ({ rotation, changes: walked }, some) => {
        // When the first shift that is known really began nobody knows: it is told as of the look.
        fc.pre((rotation.shifts[0]?.from ?? from) <= from);
        const looks = some.map((one) => from + one * step).toSorted((a, b) => a - b);
        let last: Standing = { at: from, person: onCallAt(rotation, from) };
        const expected = looks.flatMap((look) => {
          const latest = walked.findLast(({ at }) => at <= look);
          if (latest === undefined || latest.at <= last.at || (latest.person ?? last.person) === null) return [];
          last = latest;
          return [[latest.at, latest.person]];
        });
        expect(seen(rotation, looks).map(({ at, person }) => [at, person])).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  /** Where the answer of the walk is another one than 30 seconds before. */
  function changesOf(rotation: Rotation, layers: readonly Layer[]): readonly HandOver[] {
    const walk = oracle(
      walls,
      layers.map((one) => one.told),
      rotation.overrides,
    );
    const found: HandOver[] = [];
    let before = walk(from);
    for (let at = from + step; at < until; at += step) {
      const person = walk(at);
      if (person !== before) found.push({ at, person, before });
      before = person;
    }
    return found;
  }

  /** What is told by looks at these instants, in their order, after one at the beginning. */
  function seen(rotation: Rotation, looks: readonly number[]): readonly HandOver[] {
    let last: Standing = handOver(rotation, null, from)!;
    return looks
      .toSorted((a, b) => a - b)
      .flatMap((at) => {
        const found = handOver(rotation, last, at);
        last = found ?? last;
        return found === null ? [] : [found];
      });
  }
});
