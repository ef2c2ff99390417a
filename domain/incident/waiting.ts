import * as clocks from '../clock.ts';
import type { Rules } from '../plan.ts';

import type { Bodies } from './bodies.ts';
import { eachClock } from './clocks.ts';
import { happened, known, UnknownValue } from './incident.ts';
import type { Act, Incident } from './incident.ts';

/** Waiting on purpose: holds by the plan's pauses, appointments, and a policy that is kept quiet for a while. */

const minute = 60_000;
const longestSnoozeMs = 24 * 60 * minute;

export function hold(incident: Incident, act: Act, { reason, pause, until }: Bodies['hold'], rules: Rules): Incident {
  if (until !== undefined && until <= act.at) throw new UnknownValue('until', 'A hold cannot end before it begins.');
  const waiting = held(incident, act.at, pauseNamed(rules, pause), until ?? null, rules);
  const { pause: kind, stops } = waiting.holds.at(-1)!;
  const data = { until: waiting.holdUntil, pause: kind, stops };
  return happened(waiting, act, 'held', { data, text: { reason } });
}

export const resume = (incident: Incident, act: Act): Incident => happened(resumed(incident, act.at), act, 'resumed');

/** In progress again, its clocks running from `at` on. */
export const resumed = (incident: Incident, at: number): Incident => ({
  ...unheld(incident, at),
  status: 'in_progress',
});

/** The same in whatever status: an open hold is over. */
export const unheld = (incident: Incident, at: number): Incident => ({
  ...eachClock(incident, (one) => clocks.resume(one, at)),
  holds: incident.holds.map((one) => (one.to === null ? { ...one, to: at } : one)),
  holdUntil: null,
});

/** Waiting for what the plan calls `pause`: that alone says which clocks stand still; without one all do. */
function held(incident: Incident, at: number, pause: string | null, until: number | null, rules: Rules): Incident {
  const { stops = null, atMostMs = null } = pause === null ? {} : rules.plan.pauses[pause]!;
  const ends = Math.min(until ?? Infinity, atMostMs === null ? Infinity : at + atMostMs);
  const still = eachClock(incident, (one) => ((stops?.includes(one.metric) ?? true) ? clocks.pause(one, at) : one));
  return {
    ...still,
    status: 'on_hold',
    holds: [...incident.holds, { from: at, to: null, pause, stops }],
    holdUntil: ends === Infinity ? null : ends,
  };
}

/** The pause of that name, or the plan's first that nothing but a person, a reply or time ends. */
function pauseNamed({ plan: { pauses } }: Rules, name: string | undefined): string | null {
  const names = Object.keys(pauses);
  if (name !== undefined) return known('pause', name, names);
  return names.find((one) => pauses[one]!.ends === 'reply' || pauses[one]!.ends === null) ?? null;
}

/** Whether it waits for what `ends` says. */
export function waitsFor({ plan }: Rules, { status, holds }: Incident, ends: 'reply' | 'appointment'): boolean {
  const pause = holds.at(-1)?.pause ?? null;
  return status === 'on_hold' && pause !== null && plan.pauses[pause]?.ends === ends;
}

/** A call or a video is agreed on; another one takes the place of the one before. */
export function appointment(
  incident: Incident,
  act: Act,
  { at, minutes, channel, note }: Bodies['appointment'],
  rules: Rules,
): Incident {
  if (at <= act.at) throw new UnknownValue('at', 'An appointment cannot be in the past.');
  const sequence = incident.appointment === null ? 0 : incident.appointment.sequence + 1;
  const agreed: Incident = { ...incident, appointment: { at, minutes, sequence } };
  const pause = Object.keys(rules.plan.pauses).find((name) => rules.plan.pauses[name]!.ends === 'appointment');
  const free = incident.status === 'on_hold' ? resumed(agreed, act.at) : agreed;
  const waiting = pause === undefined ? agreed : held(free, act.at, pause, at, rules);
  return happened(waiting, act, 'appointed', {
    data: { at, minutes, channel, sequence },
    text: note === undefined ? {} : { note },
    notify: invited(incident),
  });
}

export function cancelAppointment(
  incident: Incident,
  act: Act,
  { reason }: Bodies['cancel-appointment'],
  rules: Rules,
): Incident {
  const { at, minutes, sequence } = incident.appointment!;
  const free = waitsFor(rules, incident, 'appointment') ? resumed(incident, act.at) : incident;
  return happened({ ...free, appointment: null }, act, 'appointment-cancelled', {
    data: { at, minutes, sequence: sequence + 1 },
    text: { reason },
    notify: invited(incident),
  });
}

const invited = ({ source, assignee }: Incident): string[] => [
  ...(source === 'requester' ? ['requester'] : []),
  ...(assignee === null ? [] : [assignee]),
];

/** Nobody is paged before `until`; what falls due meanwhile is told then. */
export function snooze(incident: Incident, act: Act, { reason, until }: Bodies['snooze']): Incident {
  if (until <= act.at) throw new UnknownValue('until', 'A snooze cannot end before it begins.');
  if (until > act.at + longestSnoozeMs)
    throw new UnknownValue('until', 'A snooze lasts 24 hours at most: put the incident on hold to wait for longer.');
  return happened({ ...incident, snoozedUntil: until }, act, 'snoozed', { data: { until }, text: { reason } });
}
