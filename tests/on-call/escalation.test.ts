/** A step that tells a rotation reaches whoever is on call when it is told. */
import { expect, test } from 'vitest';

import type { Rotation, Shift } from '../../domain/on-call.ts';
import type { Rules } from '../../domain/plan.ts';
import { afterOutage, doing, event, hour, minute, monday, opened, passing, shop } from '../domain/support.ts';

/** Ion and Ana day by day, changing at 10:30: half an hour after the incident is opened. */
const rules = shop((text) =>
  text
    .replace(
      'severities:',
      'rotations: { primary: { members: [ion, ana], every: 1 day, handoff: "10:30" } }\nseverities:',
    )
    .replace(
      '- { at: opening, tell: [support] }',
      '- { at: opening, tell: [rotation primary], repeat: every 20m until acknowledged, at most: 3 }',
    ),
);
const told = (using: Rules, after: number, key = 'escalated:critical:1') =>
  event(passing(using, opened(using), after), key)?.notify;
const changed = (change: (rotation: Rotation) => Rotation): Rules => ({
  ...rules,
  rotations: { primary: change(rules.rotations['primary']!) },
});
const overridden = (...overrides: Shift[]): Rules => changed((rotation) => ({ ...rotation, overrides }));

test('at once, the one who is on call', () => expect(told(rules, 0)).toEqual(['ion']));

test('repeated over the hand-off, the one who follows', () => {
  expect(told(rules, 25 * minute, 'escalated:critical:1:again-1')).toEqual(['ion']);
  expect(told(rules, 45 * minute, 'escalated:critical:1:again-2')).toEqual(['ana']);
});

test('decided late, the one who is on call by then, not the one who was when it was due', () =>
  expect(event(afterOutage(rules, opened(rules), 2 * hour), 'escalated:critical:1')?.notify).toEqual(['ana']));

test('under an override, its person, and after it the rotation again', () => {
  const sick = overridden({ from: monday, until: monday + 15 * minute, person: 'eva' });
  expect(told(sick, 0)).toEqual(['eva']);
  expect(told(sick, 25 * minute, 'escalated:critical:1:again-1')).toEqual(['ion']);
});

test('with nobody on call it is skipped, and the next is taken at once', () => {
  const empty = changed((rotation) => ({ ...rotation, shifts: [] }));
  const incident = passing(empty, opened(empty), 0);
  expect(event(incident, 'skipped:critical:1')).toMatchObject({ notify: [], data: { why: 'nobody' } });
  expect(event(incident, 'escalated:critical:2')).toMatchObject({ notify: ['ana'], data: { hurried: true } });
});

test('reopened while nobody owns it, the one who is on call then', () => {
  const resolved = doing(rules, opened(rules), 'resolve', minute, { note: 'Restarted.' });
  const again = doing(rules, resolved, 'reopen', hour, { reason: 'Down again.' });
  expect(again.events.find(({ kind }) => kind === 'reopened')!.notify).toEqual(['ana']);
});
