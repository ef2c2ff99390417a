/** Which programs a plan's backups need is known before they are needed. */
import { expect, test } from 'vitest';

import { drivers, isInstalled } from '../../channels/backups/index.ts';
import { toolsNeeded } from '../../services/backup/needed.ts';

import { planOf } from './support.ts';

test('each program once, with its package, its machine and the backups that need it', () => {
  const { plan } = planOf(`
backups:
  full: { of: database, every: day 03:00, driver: pgbackrest, runs on: db1 }
  changes: { of: database, every: 4h, driver: pgbackrest, mode: differential, runs on: db1 }
  export: { every: day 04:00, driver: run, run: [/nowhere/export, --all] }`);
  expect(toolsNeeded(drivers, plan)).toEqual([
    { program: 'pgbackrest', debian: 'pgbackrest', runsOn: 'db1', backups: ['full', 'changes'] },
    { program: '/nowhere/export', debian: 'named by the plan', runsOn: null, backups: ['export'] },
  ]);
});

test('whether it is there', () => {
  const there = ['sh', '/bin/sh', 'no-such-program', '/nowhere/export'].map((program) =>
    isInstalled({ program, debian: '' }),
  );
  expect(there).toEqual([true, true, false, false]);
});
