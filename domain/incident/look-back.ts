import * as clocks from '../clock.ts';
import type { Rules } from '../plan.ts';
import type { Promise } from '../plan/promises.ts';

import { added } from './clocks.ts';
import { happened } from './incident.ts';
import type { Act, Incident } from './incident.ts';
import { startClock } from './targets.ts';

/** The category of the ticket by which somebody looks back on a procedure that was carried out for no other. */
export const lookBackOn = (procedure: string): string => `procedures/${procedure}`;

/** A procedure that has ended, and what the plan wants after it. */
export interface Ended {
  readonly procedure: string;
  readonly promise: Promise;
  readonly endedAt: number;
}

/**
 * The incident that owes a post-mortem because of a procedure that has ended for it; as it was where it owes one sooner, or nothing any
 * more. It is counted from that end, also while the incident is open.
 */
export function owingPostmortem(
  rules: Rules,
  incident: Incident,
  act: Act,
  { procedure, promise, endedAt }: Ended,
): Incident {
  if (incident.endedAt !== null || incident.status === 'cancelled') return incident;
  const calendar = rules.calendars[promise.calendar] === undefined ? 'always' : promise.calendar;
  const clock = startClock('postmortem', { ...promise, calendar, from: 'procedure' }, endedAt);
  const due = (one: clocks.Clock): number => clocks.dueAt(rules.calendars[one.calendar]!, one) ?? Infinity;
  const isOwedSooner = (one: clocks.Clock) =>
    one.metric === 'postmortem' && clocks.isOwed(one) && due(one) <= due(clock);
  if (incident.clocks.some(isOwedSooner)) return incident;
  const owing = added(incident, clock);
  return happened(owing, act, 'postmortem-owed', { data: { procedure } });
}
