/** The plan of the loan desk: what it promises, in the working hours of Chile. */
import { beforeAll, expect, test } from 'vitest';
import type { Compiled } from '../../language/compile.ts';
import { loadPlans } from '../../language/load.ts';
import { dueFrom } from './due.ts';

let loans: Compiled;
beforeAll(async () => {
  const [loaded] = await loadPlans(['plans/loans.yaml'], {});
  loans = loaded!.compiled!;
});

const hour = 3_600_000;

test.each([
  ['critica', [hour, 2 * hour, 4 * hour]],
  ['alta', [hour, 4 * hour]],
  ['media', [hour]],
  ['baja', [hour]],
  ['rutina', []],
])('%s promises what the seed says, in working hours', (severity, promised) => {
  const rows = loans.plan.targets.filter(({ when, metric }) => when.severity === severity && metric !== 'postmortem');
  expect(rows.map(({ target }) => target)).toEqual(promised.map((ms) => ({ ms })));
  expect(rows.every(({ calendar }) => calendar === 'laboral')).toBe(true);
});

test('what is critical is contained in two hours, and a workaround that is told is enough', () => {
  const promised = (rule: string) => loans.plan.targets.find((row) => row.rule === `severities.${rule}`);
  expect(promised('critica.containment')?.target).toEqual({ ms: 2 * hour });
  expect(promised('critica.resolution')?.workaround).toBe(true);
  expect(promised('alta.resolution')?.workaround).toBe(true);
});

test.each([
  ['critica.response', 'of a Friday evening goes on on Monday', '2026-11-20T20:30:00Z', '2026-11-23T12:30:00.000Z'],
  ['alta.resolution', 'skips Fiestas Patrias', '2026-09-17T19:00:00Z', '2026-09-21T14:00:00.000Z'],
  ['baja.response', 'spans the change of clocks', '2026-09-04T21:30:00Z', '2026-09-07T12:30:00.000Z'],
])('%s %s', (rule, _, openedAt, expected) => expect(dueFrom(loans, `severities.${rule}`, openedAt)).toBe(expected));
