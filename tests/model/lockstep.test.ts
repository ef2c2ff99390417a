/** What the domain alone decides is what happens: through HTTP, Postgres, Temporal and the mail, at the same instants. */
import { onTestFailed, test } from 'vitest';

import { inLockstep } from './lockstep.ts';

const seed = Number(process.env['GUARDIA_SEED'] ?? Date.now() % 2 ** 31);

test('5 random incidents at once on a real server have the events that they have in the domain alone', async () => {
  onTestFailed(() => console.error(`GUARDIA_SEED=${seed}`));
  await inLockstep(5, seed);
}, 300_000);
