import { beyondCalendar, reaches, warnsAt } from '../clock.ts';
import type { Clock } from '../clock.ts';
import type { Rules } from '../plan.ts';

import { resumed } from './acts.ts';
import { escalations, firstTold } from './escalation.ts';
import { withEvent } from './incident.ts';
import type { Incident } from './incident.ts';

/** Something that will happen by itself. */
export interface Due {
  /** The instant that was promised, epoch ms. */
  readonly dueAt: number;
  /** When it is done: the same, or 1 ms later where the promise could still be kept at the instant itself. */
  readonly at: number;
  /** In a word or two, for people. */
  readonly what: string;
  readonly fire: (incident: Incident, at: number) => Incident;
}

/** The next instant at which this incident wants attention, epoch ms; null when only a person can move it. */
export function nextDue(rules: Rules, incident: Incident): number | null {
  const ends = incident.clocks.filter((one) => beyondCalendar(rules.calendars[one.calendar]!, one));
  const at = Math.min(
    earliest(rules, incident)?.at ?? Infinity,
    ...ends.map((one) => rules.calendars[one.calendar]!.until),
  );
  return at === Infinity ? null : at;
}

/** What will happen next if nobody does anything. */
export function foreseen(rules: Rules, incident: Incident): { at: number; what: string } | null {
  const next = earliest(rules, incident);
  return next === undefined ? null : { at: next.dueAt, what: next.what };
}

/** Everything due by `now`, the earliest first; whatever that has made due, too. */
export function fireDue(rules: Rules, incident: Incident, now: number): Incident {
  let state = incident;
  for (let next = earliest(rules, state); next !== undefined && next.at <= now; next = earliest(rules, state))
    state = next.fire(state, now);
  return state;
}

/** Of two at the same instant the one named first: a breach comes before the escalation that it causes. */
function earliest(rules: Rules, incident: Incident): Due | undefined {
  const all = [
    ...warnings(rules, incident),
    ...breaches(rules, incident),
    ...escalations(rules, incident),
    ...endOfHold(incident),
    ...end(rules, incident),
  ];
  const first = all.reduce<Due | undefined>(
    (best, one) => (best !== undefined && best.at <= one.at ? best : one),
    undefined,
  );
  return first === undefined || first.at === Infinity ? undefined : first;
}

const breaches = (rules: Rules, { clocks }: Incident): Due[] =>
  clocks
    .filter((clock) => clock.fulfilledAt === null && clock.breachedAt === null)
    .map((clock) => {
      const dueAt = reaches(rules.calendars[clock.calendar]!, clock, 1);
      return { dueAt, at: dueAt + 1, what: `${clock.metric} due`, fire: breach(clock, dueAt) };
    });

/** Of what is still to be kept, and once: the assignee is told, or whom the policy tells first. */
const warnings = (rules: Rules, { clocks, pagingSince }: Incident): Due[] =>
  clocks
    .filter((clock) => clock.fulfilledAt === null && clock.breachedAt === null && clock.warnedAt === undefined)
    .flatMap((clock) => {
      const at = warnsAt(rules.calendars[clock.calendar]!, clock);
      if (at === null) return [];
      const dueAt = Math.max(at, pagingSince);
      return [{ dueAt, at: dueAt, what: `${clock.metric} warning`, fire: warn(rules, clock, dueAt) }];
    });

const warn = (rules: Rules, near: Clock, dueAt: number) => (incident: Incident, at: number) => {
  const { metric } = near;
  const clocks = incident.clocks.map((clock) => (clock === near ? { ...clock, warnedAt: dueAt } : clock));
  const notify = incident.assignee === null ? firstTold(rules, incident, at) : [incident.assignee];
  return withEvent(
    { ...incident, clocks },
    { key: `warned:${metric}`, kind: 'warned', at, dueAt, notify, data: { metric } },
  );
};

const breach = (broken: Clock, dueAt: number) => (incident: Incident, at: number) => {
  const { metric, round } = broken;
  const clocks = incident.clocks.map((clock) => (clock === broken ? { ...clock, breachedAt: dueAt } : clock));
  const key = round === 1 ? `breached:${metric}` : `breached:${metric}:round-${round}`;
  return withEvent({ ...incident, clocks }, { key, kind: 'breached', at, dueAt, data: { metric } });
};

function endOfHold({ holdUntil, status }: Incident): Due[] {
  if (holdUntil === null || status !== 'on_hold') return [];
  const fire = (incident: Incident, at: number) =>
    withEvent(resumed(incident, holdUntil), { key: `resumed:${holdUntil}`, kind: 'resumed', at, dueAt: holdUntil });
  return [{ dueAt: holdUntil, at: holdUntil, what: 'end of hold', fire }];
}

/** It ends once closed, its post-mortem done and the time to reopen it over. */
function end({ plan }: Rules, { status, endedAt, resolvedAt, clocks }: Incident): Due[] {
  const owed = clocks.some(({ metric, fulfilledAt }) => metric === 'postmortem' && fulfilledAt === null);
  if (status !== 'closed' || endedAt !== null || resolvedAt === null || owed) return [];
  const dueAt = resolvedAt + plan.reopenMs;
  const fire = (incident: Incident, at: number) =>
    withEvent(
      { ...incident, endedAt: Math.max(dueAt, incident.lastEventAt) },
      { key: 'ended', kind: 'ended', at, dueAt },
    );
  return [{ dueAt, at: dueAt, what: 'end', fire }];
}
