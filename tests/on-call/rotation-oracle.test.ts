/** Shifts against a walk in steps of 30 seconds through the two weeks around each change of clocks. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { gapsBetween, onCallAt, shiftsBetween } from '../../domain/on-call.ts';
import type { Gap, Rotation, Shift } from '../../domain/on-call.ts';
import { changes, compiled, day, layer, margin, override, step, week } from './layers.ts';
import type { Layer } from './layers.ts';
import { oracle, wallsOf } from './oracle.ts';

describe.each(changes)('%s around %s', (zone, change) => {
  const from = Date.parse(change) - week;
  const until = from + 2 * week;
  const walls = wallsOf(zone, from - 2 * day, 18);

  test('whoever is on call is who the walk finds, every 30 seconds', () => {
    fc.assert(
      fc.property(
        fc.array(layer, { minLength: 1, maxLength: 3 }),
        fc.array(override, { maxLength: 3 }),
        margin,
        (layers, moved, more) => {
          const overrides = moved.map((one, index): Shift => {
            return { from: from + one.from, until: from + one.until, person: `${one.person}-${index}` };
          });
          const shifts = compiled(layers, zone, from - more * day, until + more * day);
          expect(differences({ shifts, overrides }, layers, from, until)).toEqual([]);
        },
      ),
      { numRuns: 25 },
    );
  });

  function differences(rotation: Rotation, layers: readonly Layer[], begin: number, end: number): readonly string[] {
    const told = layers.map((one) => one.told);
    const walked = oracle(walls, told, rotation.overrides);
    const shiftAt = passing(shiftsBetween(rotation, begin, end));
    const gapAt = passing(gapsBetween(rotation, 'always', begin, end));
    const found: string[] = [];
    for (let at = begin; at < end && found.length < 3; at += step) {
      const expected = walked(at);
      const answers = [onCallAt(rotation, at), shiftAt(at)?.person ?? null];
      const gone = gapAt(at) !== undefined;
      if (answers.some((one) => one !== expected) || gone !== (expected === null))
        found.push(`${new Date(at).toISOString()} ${expected}, not ${answers.join()}${gone ? ', gap' : ''}`);
    }
    return found;
  }
});

/** Says for instants that never go back in which of sorted stretches they are. */
function passing<T extends Gap>(sorted: readonly T[]): (at: number) => T | undefined {
  let index = 0;
  return (at) => {
    while (index < sorted.length && sorted[index]!.until <= at) index++;
    const one = sorted[index];
    return one !== undefined && one.from <= at ? one : undefined;
  };
}
