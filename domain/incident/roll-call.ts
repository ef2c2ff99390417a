import type { Rules } from '../plan.ts';

import { begun } from './clocks.ts';
import type { Due } from './due.ts';
import { howSolved, solved } from './ending.ts';
import { isOpen, withEvent } from './incident.ts';
import type { Incident } from './incident.ts';
import { neededPhases } from './phases.ts';

/** A roll call has done its work once everybody has answered for themselves: at the last answer it is resolved and closed. */
export function answeredByAll(rules: Rules, incident: Incident): Due[] {
  const { acknowledgedAt: dueAt, awaited, resolutions, status } = incident;
  if (dueAt === null || awaited === undefined || awaited.length > 0) return [];
  const done = { dueAt, at: dueAt, what: 'end of the roll call' };
  if (isOpen(incident)) {
    const event = { key: `resolved:answered:${resolutions + 1}`, kind: 'resolved', dueAt, data: howSolved(incident) };
    const fire = (state: Incident, at: number) =>
      begun(rules, withEvent(solved(rules, state, dueAt), { ...event, at }), 'resolution', dueAt);
    return [{ ...done, fire }];
  }
  if (status !== 'resolved' || neededPhases(rules.plan, incident).length > 0) return [];
  const event = { key: `closed:answered:${resolutions}`, kind: 'closed', dueAt };
  return [{ ...done, fire: (state, at) => withEvent({ ...state, status: 'closed' }, { ...event, at }) }];
}
