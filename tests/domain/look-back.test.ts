/** An incident owes a post-mortem because of a procedure that has ended for it, whatever becomes of its other promises. */
import { expect, test } from 'vitest';

import { owingPostmortem } from '../../domain/incident/look-back.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { recount } from '../../domain/incident/recount.ts';
import { recorded } from '../../domain/incident/record.ts';

import { clockOf, doing, hour, minute, monday, opened, passing, shop } from './support.ts';

const rules = shop();
const promise = { target: { ms: 24 * hour }, calendar: 'always', rule: 'procedures.rollback.postmortem' };
const owing = (incident: Incident, after: number, more: Partial<typeof promise> = {}) => {
  const endedAt = monday + after;
  const act = { key: `ended:${after}`, by: null, at: Math.max(endedAt, incident.lastEventAt) };
  const ended = { procedure: 'rollback', promise: { ...promise, ...more }, endedAt };
  return recorded(rules, incident, owingPostmortem(rules, incident, act, ended));
};
const p3 = () => opened(rules, { severity: 'P3' });

test('from the end of the procedure on, also while the incident is open: late is late', () => {
  const late = passing(rules, owing(p3(), hour), 26 * hour);
  expect(clockOf(late, 'postmortem')).toMatchObject({ from: monday + hour, breachedAt: monday + 25 * hour });
});

test('whatever the incident becomes until somebody has written it', () => {
  const other = doing(rules, owing(p3(), hour), 'reclassify', 2 * hour, { severity: 'P4' });
  const done = doing(rules, other, 'resolve', 3 * hour, { note: 'Back' });
  const again = doing(rules, done, 'reopen', 4 * hour, { reason: 'Not quite' });
  expect(clockOf(again, 'postmortem')).toMatchObject({ start: 'procedure', fulfilledAt: null });
  const over = doing(rules, again, 'resolve', 5 * hour, { note: 'Back' });
  const written = doing(rules, over, 'postmortem', 6 * hour, { rootCause: 'Haste', lessons: 'None' });
  expect(written.clocks.filter(({ metric }) => metric === 'postmortem')).toMatchObject([
    { fulfilledAt: monday + 6 * hour },
  ]);
});

test('one that is owed sooner is enough, a later one is not', () => {
  const sooner = owing(owing(p3(), hour, { target: { ms: hour } }), 90 * minute);
  expect(sooner.clocks.filter(({ metric }) => metric === 'postmortem')).toHaveLength(1);
  const later = owing(owing(p3(), hour, { target: { ms: 90 * hour } }), 90 * minute);
  expect(later.clocks.filter(({ metric }) => metric === 'postmortem')).toHaveLength(2);
});

test('what is cancelled owes none', () => {
  const cancelled = doing(rules, p3(), 'cancel', minute, { reason: 'A false alarm' });
  expect(owing(cancelled, hour)).toBe(cancelled);
});

test('a calendar that its version of the plan does not have any more counts as always', () =>
  expect(clockOf(owing(p3(), hour, { calendar: 'gone' }), 'postmortem').calendar).toBe('always'));

test('its clocks can be counted again from its events', () => {
  const incident = passing(rules, owing(p3(), hour), 30 * hour);
  const counted = recount(incident.events, () => rules.calendars, incident.lastEventAt);
  expect(counted!.find(({ metric }) => metric === 'postmortem')).toMatchObject({
    start: 'procedure',
    from: monday + hour,
    breachedAt: monday + 25 * hour,
  });
});
