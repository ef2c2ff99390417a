import fc from 'fast-check';

import { live } from './both.ts';
import { versions } from './plan.ts';
import { sequences } from './sequence.ts';

/**
 * So many random sequences in which the domain and the model agree after every move. Throws with the shortest in which they do
 * not. `GUARDIA_SEED` makes them the same again.
 */
export function agreeing(numRuns: number): void {
  const seed = Number(process.env['GUARDIA_SEED'] ?? Date.now() % 2 ** 31);
  console.log(`${numRuns} lives, GUARDIA_SEED=${seed}`);
  fc.assert(
    fc.property(sequences(25), (one) => void live(versions, one)),
    { numRuns, seed },
  );
}
