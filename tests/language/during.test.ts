/** What is only done while a procedure runs. */
import { expect, test } from 'vitest';
import { planWith, rulesIn } from './plans.ts';

const report = (during: string) =>
  rulesIn(
    planWith(`
procedures: { rollout: { owner: ana, steps: [{ do: Look }] } }
reports: { daily: { every: day 18:00, to: ana, while: ${during} } }
`),
  ).filter((one) => !one.startsWith('recorded'));

test('its short form is the procedure, its long form names days of it', () => {
  expect(report('rollout')).toEqual([]);
  expect(report('{ procedure: rollout, on: weeks 5-6 }')).toEqual([]);
});

test('a procedure that is not there is found in both forms', () => {
  expect(report('rolout')).toEqual(['unknown-procedure reports.daily.while']);
  expect(report('{ procedure: rolout }')).toEqual(['unknown-procedure reports.daily.while.procedure']);
});

test('days that cannot be are refused', () =>
  expect(report('{ procedure: rollout, on: week 0 }')).toEqual(['time reports.daily.while.on']));
