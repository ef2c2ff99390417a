/** Whoever is killed with -9, and whenever: nothing that was accepted is lost, and nothing is told twice. */
import { expect, inject, onTestFailed, test } from 'vitest';

import { storm } from './storm.ts';

test('after every part was killed by itself and all at once, nothing is lost and nothing was told twice', async () => {
  const seed = Date.now() % 1_000_000_000;
  const said: string[] = [];
  onTestFailed(() =>
    console.error([`npm run chaos -- --short --kills 6 --incidents 40 --seed ${seed}`, ...said].join('\n')),
  );
  const run = { seed, kills: 6, incidents: 40, long: false, temporal: inject('temporal') };
  const { faults, figures } = await storm({ ...run, say: (line) => void said.push(line) });
  expect(faults).toEqual([]);
  expect(figures['incidents']).toBeGreaterThanOrEqual(40);
}, 120_000);
