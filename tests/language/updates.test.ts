/** What is kept up to date is a procedure: looked for, tested, applied in the window, tested, and back where that fails. */
import { expect, test } from 'vitest';

import { shopPlan } from '../domain/support.ts';

const planOf = (updates: string, change = (text: string) => text) =>
  shopPlan((text) => change(`${text}procedures: { patch: { steps: [{ do: Patch }] } }\nupdates: { ${updates} }\n`))
    .plan;
const stepsOf = (updates: string, name: string) =>
  planOf(updates).procedures[name]!.steps.map(
    (step) => `${step.after.join()}>${step.name} ${step.act.kind} ${step.onFailure as string}`,
  );

test('all that can be said of one', () => {
  const security =
    'security: { every: 2 weeks, after: Validation, tests: [Unit, Whole], window: true, owner: ana, procedure: patch }';
  expect(stepsOf(security, 'updates/security')).toEqual([
    '>after approve stop',
    'after>tests-before do stop',
    'tests-before>window window stop',
    'window>apply call undo',
    'apply>tests-after do undo',
    'tests-after>verify do undo',
  ]);
  const { schedules, procedures } = planOf(security);
  expect(schedules['updates/security']).toMatchObject({ every: { kind: 'rule' } });
  expect(
    procedures['updates/security']!.steps.every(({ owner }) => JSON.stringify(owner) === '[{"person":"ana"}]'),
  ).toBe(true);
});

test('the least that can be said of one', () => {
  expect(stepsOf('rest: { every: month }', 'updates/rest')).toEqual(['>apply do undo', 'apply>verify do undo']);
  expect(planOf('rest: { every: month, of: [Django, DRF] }').procedures['updates/rest']!.steps[0]!.act).toEqual({
    kind: 'do',
    items: ['Django', 'DRF'],
  });
});

test('a program looks first, and what it finds is asked of the procedure that applies it', () => {
  const { procedures, schedules } = planOf(
    'packages: { title: Packages, every: week, scan: [npm, outdated] }',
    (text) => text.replace('locale: en', 'locale: es'),
  );
  expect(procedures['updates/packages']!.steps).toMatchObject([
    { act: { kind: 'scan', command: ['npm', 'outdated'], procedure: 'updates/packages/apply' } },
  ]);
  expect(procedures['updates/packages/apply']).toMatchObject({
    title: 'Packages',
    asks: { candidates: '¿Qué hay que actualizar?' },
    steps: [{ act: { kind: 'do', items: ['{candidates}'] } }, { name: 'verify' }],
  });
  expect(Object.keys(schedules).filter((name) => name.startsWith('updates'))).toEqual(['updates/packages']);
});

test('what is done at once, or as needed, waits for people and alerts', () =>
  expect(
    Object.keys(planOf('security: { every: at once, alert: true }, other: { every: as needed }').schedules),
  ).toEqual([]));
