/** Which programs a plan needs is known before they are needed. */
import { expect, test } from 'vitest';

import { drivers, isInstalled } from '../../channels/backups/index.ts';
import { programsNeeded } from '../../services/doctor/needed.ts';
import { planOf } from '../backup/support.ts';

test('each program once, with its package, its machine and what needs it', () => {
  const { plan } = planOf(`
backups:
  full: { of: database, every: day 03:00, driver: pgbackrest, runs on: db1 }
  changes: { of: database, every: 4h, driver: pgbackrest, mode: differential, runs on: db1 }
  export: { every: day 04:00, driver: run, run: [/nowhere/export, --all] }
checks: { licences: { every: 1h, command: [./licences.sh] } }
procedures:
  renew: { steps: [{ run: [npm, ci] }] }
  release: { steps: [{ run: [git, pull], undo: [git, reset], runs on: db1 }, { run: [git, push] }] }
updates: { packages: { every: month, scan: [pip-audit], procedure: renew } }`);
  const by = (program: string, debian: string, runsOn: string | null, ...names: string[]) => ({
    program,
    debian,
    runsOn,
    by: names,
  });
  expect(programsNeeded(drivers, plan)).toEqual(
    expect.arrayContaining([
      by('pgbackrest', 'pgbackrest', 'db1', 'backups.full', 'backups.changes'),
      by('/nowhere/export', 'named by the plan', null, 'backups.export'),
      by('git', 'git', 'db1', 'procedures.release'),
      by('git', 'git', null, 'procedures.release'),
      by('npm', 'npm', null, 'procedures.renew'),
      by('pip-audit', 'pipx, then `pipx install pip-audit`', null, 'updates.packages'),
      by('./licences.sh', 'named by the plan', null, 'checks.licences'),
    ]),
  );
});

test('whether it is there', () => {
  const there = ['sh', '/bin/sh', 'no-such-program', '/nowhere/export'].map((program) =>
    isInstalled({ program, debian: '' }),
  );
  expect(there).toEqual([true, true, false, false]);
});
