/** A thousand comments and a year of life, at the limit that the server really suggests. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { liveLong } from '../support/long-life.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

let world: World;
beforeAll(async () => void (world = await startWorld()));
afterAll(() => world.stop());

test('a thousand comments in a year are all there, and the workflow went on as new', async () => {
  const { runs, said } = await liveLong(world, 1000);
  expect(said).toBe(1000);
  expect(runs.statuses).toContain('CONTINUED_AS_NEW');
  expect(runs.historyLength).toBeLessThan(4200);
}, 600_000);
