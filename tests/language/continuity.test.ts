/** What a plan says of drills and standbys becomes work in steps that comes round. */
import { expect, test } from 'vitest';

import { shopPlan } from '../domain/support.ts';

const planOf = (text: string) =>
  shopPlan(
    (whole) =>
      `${whole}procedures:
  recovery: { title: Recovery, owner: lead, steps: [{ do: Restore }] }
  asking: { title: Recovery, owner: lead, asks: { which: Which? }, steps: [{ do: "{which}" }] }
continuity: ${text}
`,
  ).plan;

test('a drill carries out the recovery, once somebody has said so', () => {
  const { procedures, schedules } = planOf('{ recovery: recovery, drill: quarter }');
  expect(procedures['continuity/drill']).toMatchObject({
    title: 'Drill: Recovery',
    steps: [
      { name: 'begin', owner: [{ role: 'lead' }], act: { kind: 'decide' } },
      { name: 'drill', after: ['begin'], act: { kind: 'call', procedure: 'recovery' } },
    ],
  });
  expect(schedules['continuity/drill']).toMatchObject({ every: { rrule: 'FREQ=MONTHLY;INTERVAL=3' } });
});

test('a recovery that asks something is not begun by the clock', () =>
  expect(planOf('{ recovery: asking, drill: quarter }').procedures).not.toHaveProperty('continuity/drill'));

test('whether a standby is ready is ticked by its owner', () => {
  const { procedures, schedules } = planOf(
    '{ standby: { other: { title: The other shop, check: month, owner: ana } } }',
  );
  expect(procedures['continuity/standby/other']).toMatchObject({
    title: 'Ready to take over? The other shop',
    steps: [{ act: { kind: 'do', items: expect.arrayContaining(['It is there and can be reached']) } }],
  });
  expect(Object.keys(schedules)).toEqual(['continuity/standby/other']);
});
