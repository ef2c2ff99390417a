import { beyondCalendar, isOwed, isRunning, reaches, warnsAt } from '../clock.ts';
import type { Clock } from '../clock.ts';
import type { Rules } from '../plan.ts';

import { keyInRound } from './clocks.ts';
import { escalations } from './escalation.ts';
import { inCharge, toldOfBreach } from './in-charge.ts';
import { withEvent } from './incident.ts';
import type { Incident } from './incident.ts';
import { exhaustion, lapse } from './in-vain.ts';
import { phased } from './phased.ts';
import { recorded } from './record.ts';
import { answeredByAll } from './roll-call.ts';
import { ownRule } from './targets.ts';
import { timeBoxes } from './time-boxes.ts';
import { resumed } from './waiting.ts';

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

/** Everything due by `until`, the earliest first; whatever that has made due, too. It is done at `now`. */
export function fireDue(rules: Rules, incident: Incident, until: number, now = until): Incident {
  let state = incident;
  for (let next = earliest(rules, state); next !== undefined && next.at <= until; next = earliest(rules, state))
    state = recorded(rules, state, phased(rules, state, next.fire(state, now)));
  return state;
}

/** Of two at the same instant the one named first: a breach comes before the escalation that it causes. */
function earliest(rules: Rules, incident: Incident): Due | undefined {
  const all = [
    ...endOfSnooze(rules, incident),
    ...warnings(rules, incident),
    ...breaches(rules, incident),
    ...escalations(rules, incident),
    ...exhaustion(rules, incident),
    ...lapse(rules, incident),
    ...endOfHold(incident),
    ...answeredByAll(rules, incident),
    ...timeBoxes(rules, incident),
    ...end(rules, incident),
  ];
  const first = all.reduce<Due | undefined>(
    (best, one) => (best !== undefined && best.at <= one.at ? best : one),
    undefined,
  );
  return first === undefined || first.at === Infinity ? undefined : first;
}

const breaches = (rules: Rules, { clocks }: Incident): Due[] =>
  clocks.filter(isRunning).map((clock) => {
    const dueAt = reaches(rules.calendars[clock.calendar]!, clock, 1);
    return { dueAt, at: dueAt + 1, what: `${clock.metric} due`, fire: breach(rules, clock, dueAt) };
  });

/** Of what is still to be kept, and once: the assignee is told, or whom the policy tells first. */
const warnings = (rules: Rules, { clocks, pagingSince }: Incident): Due[] =>
  clocks
    .filter((clock) => isRunning(clock) && clock.warnedAt === undefined)
    .flatMap((clock) => {
      const at = warnsAt(rules.calendars[clock.calendar]!, clock);
      if (at === null) return [];
      const dueAt = Math.max(at, pagingSince);
      return [{ dueAt, at: dueAt, what: `${clock.metric} warning`, fire: warn(rules, clock, dueAt) }];
    });

const warn = (rules: Rules, near: Clock, dueAt: number) => (incident: Incident, at: number) => {
  const { metric, round } = near;
  const clocks = incident.clocks.map((clock) => (clock === near ? { ...clock, warnedAt: dueAt } : clock));
  const key = keyInRound(`warned:${metric}`, round);
  return withEvent(
    { ...incident, clocks },
    { key, kind: 'warned', at, dueAt, notify: inCharge(rules, incident, at), data: { metric } },
  );
};

/** A late preventive action is marked: no step of a policy does it. */
const breach = (rules: Rules, broken: Clock, dueAt: number) => (incident: Incident, at: number) => {
  const { metric, round, rule } = broken;
  const clocks = incident.clocks.map((clock) => (clock === broken ? { ...clock, breachedAt: dueAt } : clock));
  const notify = toldOfBreach(rules, incident, broken, at);
  const late = rule === ownRule ? { escalated: { since: at, why: metric } } : {};
  return withEvent(
    { ...incident, clocks, ...late },
    { key: keyInRound(`breached:${metric}`, round), kind: 'breached', at, dueAt, notify, data: { metric } },
  );
};

function endOfHold({ holdUntil, status }: Incident): Due[] {
  if (holdUntil === null || status !== 'on_hold') return [];
  const fire = (incident: Incident, at: number) =>
    withEvent(resumed(incident, holdUntil), { key: `resumed:${holdUntil}`, kind: 'resumed', at, dueAt: holdUntil });
  return [{ dueAt: holdUntil, at: holdUntil, what: 'end of hold', fire }];
}

function endOfSnooze(rules: Rules, { snoozedUntil }: Incident): Due[] {
  if (snoozedUntil === null) return [];
  const fire = (incident: Incident, at: number) => {
    const awake = { ...incident, snoozedUntil: null, pagingSince: Math.max(snoozedUntil, incident.pagingSince) };
    const notify = inCharge(rules, awake, at);
    return withEvent(awake, {
      key: `snooze-ended:${snoozedUntil}`,
      kind: 'snooze-ended',
      at,
      dueAt: snoozedUntil,
      notify,
    });
  };
  return [{ dueAt: snoozedUntil, at: snoozedUntil, what: 'end of snooze', fire }];
}

const day = 86_400_000;

/** Whether only time, and what is done elsewhere, keeps it from its end. */
export const isEnding = ({ status, endedAt, clocks, awaitsRelease }: Incident): boolean =>
  ['closed', 'cancelled'].includes(status) && endedAt === null && !awaitsRelease && !clocks.some(isOwed);

/** It ends once closed or cancelled, everything owed afterwards done and the time to reopen it over. */
function end({ plan }: Rules, incident: Incident): Due[] {
  if (!isEnding(incident)) return [];
  const { resolvedAt, statusSince, unfinished = 0, lookedAt = 0 } = incident;
  const over = (resolvedAt ?? statusSince) + plan.reopenMs;
  if (unfinished > 0) {
    const again = Math.max(over, lookedAt + day);
    return [{ dueAt: again, at: again, what: 'preventive actions', fire: (state, at) => ({ ...state, lookedAt: at }) }];
  }
  const dueAt = Math.max(over, lookedAt);
  const fire = (state: Incident, at: number) =>
    withEvent({ ...state, endedAt: Math.max(dueAt, state.lastEventAt) }, { key: 'ended', kind: 'ended', at, dueAt });
  return [{ dueAt, at: dueAt, what: 'end', fire }];
}
