/** A long life goes on as new, and nothing of it is lost. The server suggests it sooner here; tests/long has the real limit. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { liveLong } from '../support/long-life.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  const extraArgs = ['--dynamic-config-value', 'limit.historyCount.suggestContinueAsNew=100'];
  world = await startWorld({ temporal: { extraArgs } });
});
afterAll(() => world.stop());

test('a year of comments goes on as new, and every breach, page and end happens all the same', async () => {
  const { reference, runs, said } = await liveLong(world, 60);
  expect(runs.statuses.filter((status) => status === 'CONTINUED_AS_NEW').length).toBeGreaterThanOrEqual(2);
  expect(runs.statuses).not.toContain('FAILED');
  expect(runs.historyLength).toBeLessThan(200);
  expect(said).toBe(60);
  const kinds = await world.kinds(reference);
  expect(kinds.filter((kind) => kind === 'breached')).toHaveLength(1);
  expect(kinds.at(-1)).toBe('ended');
  const told = await world.notifications(reference);
  expect(told.every(({ outcome }: { outcome: string }) => outcome === 'sent')).toBe(true);
});
