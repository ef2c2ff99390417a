import fc from 'fast-check';

import { live } from './both.ts';
import { versions } from './plan.ts';
import { sequences } from './sequence.ts';

/** So many random sequences in which the domain and the model agree after every move. Throws with the shortest in which they do not. */
export const agreeing = (numRuns: number): void =>
  fc.assert(
    fc.property(sequences(25), (one) => void live(versions, one)),
    { numRuns },
  );
