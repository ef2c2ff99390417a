/** The plan that the design shows is a plan. */
import { expect, test } from 'vitest';
import { designPlan } from './design.ts';
import { rulesIn } from './plans.ts';

test('the plan that the design shows has no errors of form, and one contradiction', () =>
  expect(rulesIn(designPlan).filter((one) => !one.startsWith('recorded') && !one.startsWith('not-configured'))).toEqual(
    ['rpo-unreachable backups.database.rpo'],
  ));
