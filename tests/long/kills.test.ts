/** A hundred kills, Postgres away for a minute and Temporal frozen for five: nothing is lost. `GUARDIA_SEED` repeats a run's decisions. */
import { expect, inject, onTestFailed, test } from 'vitest';

import { storm } from '../chaos/storm.ts';

const seed = Number(process.env['GUARDIA_SEED'] ?? Date.now() % 1_000_000_000);

test(
  'after a hundred kills nothing is lost and nothing was told twice',
  async () => {
    onTestFailed(() => console.error(`GUARDIA_SEED=${seed}`));
    const run = { seed, kills: 100, incidents: 600, long: true, temporal: inject('temporal') };
    const { faults, figures } = await storm({ ...run, say: (line) => void process.stdout.write(`${line}\n`) });
    process.stdout.write(`${JSON.stringify({ seed, ...figures }, null, 2)}\n`);
    expect(faults).toEqual([]);
  },
  60 * 60_000,
);
