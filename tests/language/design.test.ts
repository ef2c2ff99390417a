/** The plan that the design shows is a plan. */
import { expect, test } from 'vitest';
import { designPlan } from './design.ts';
import { rulesIn } from './plans.ts';

test('the plan that the design shows has no errors of form, and five contradictions', () =>
  expect(rulesIn(designPlan).filter((one) => !one.startsWith('recorded') && !one.startsWith('not-configured'))).toEqual(
    [
      'backup-skipped-by-dst backups.database.every',
      'backup-in-maintenance backups.database.every',
      'rpo-unreachable backups.database.rpo',
      'window-cut-by-dst maintenance.window',
      'uptime-below-one-incident objectives.uptime',
      'kpi-without-source objectives.csat',
    ],
  ));
