import * as clocks from '../clock.ts';
import type { Rules } from '../plan.ts';
import { surveyFor } from '../survey.ts';

import type { Bodies } from './bodies.ts';
import { awaitsRelease } from './announcing.ts';
import { answered, begun, eachClock, fulfilled } from './clocks.ts';
import { quieted, responsible } from './escalation.ts';
import { ActRefused, happened, known, outsiders, UnknownValue } from './incident.ts';
import type { Act, Event, Hold, Incident } from './incident.ts';
import { neededPhases } from './phases.ts';
import { unheld } from './waiting.ts';

/** Being done with it, taking that back, and looking back. */

export function resolve(incident: Incident, act: Act, { note, cause }: Bodies['resolve'], rules: Rules): Incident {
  const said = happened(solved(rules, incident, act.at), act, 'resolved', {
    data: howSolved(incident),
    text: cause === undefined ? { note } : { note, cause },
    notify: outsiders(incident),
  });
  return begun(rules, said, 'resolution', act.at);
}

/** It is resolved at `at`, and what that keeps is kept. */
export function solved(rules: Rules, incident: Incident, at: number): Incident {
  const kept = ['containment', 'resolution', 'update'];
  return {
    ...settled(fulfilled(answered(rules, quieted(incident), at), kept, at), at),
    status: 'resolved',
    resolvedAt: at,
    resolutions: incident.resolutions + 1,
    awaitsRelease: awaitsRelease(rules.plan, incident),
  };
}

/** What a resolution says for the figures. */
export function howSolved({ tally, resolutions }: Incident): Event['data'] {
  const firstContact = resolutions === 0 && tally.handovers === 0 && tally.reassignments === 0 && tally.replies === 0;
  return { firstContact, ...tally };
}

export function close(incident: Incident, act: Act, _: object, rules: Rules): Incident {
  const [missing] = neededPhases(rules.plan, incident);
  if (missing !== undefined)
    throw new ActRefused(
      `Cannot close ${incident.reference}: its phase "${rules.plan.phases[missing]!.title}" is not done yet; this is possible once it is verified.`,
    );
  return happened(incident, act, 'closed', { notify: isAsked(rules, incident) ? ['requester'] : [] });
}

/** Whether the plan asks the requester, at the end, how it was. */
const isAsked = ({ plan }: Rules, incident: Incident): boolean =>
  incident.source === 'requester' && surveyFor(plan, incident)?.after === 'closing';

/** It need not be done: nothing more is promised. */
export const cancel = (incident: Incident, act: Act, { reason }: Bodies['cancel']): Incident =>
  happened(withdrawn(incident, act.at), act, 'cancelled', { text: { reason }, notify: outsiders(incident) });

/** Its promises end without being met or broken. */
export const withdrawn = (incident: Incident, at: number): Incident =>
  settled(
    eachClock(quieted(incident), (one) => clocks.stop(one, at)),
    at,
  );

/** Nothing waits or pages any more. An open hold is over, also for what is still owed. */
const settled = (incident: Incident, at: number): Incident => ({
  ...unheld(incident, at),
  snoozedUntil: null,
  appointment: null,
  untold: null,
  escalated: null,
});

export function reopen(incident: Incident, act: Act, { reason }: Bodies['reopen'], rules: Rules): Incident {
  const notify = responsible(rules, incident, act.at);
  return happened(reopened(incident, act.at), act, 'reopened', { text: { reason }, notify });
}

/** Open again: what was promised is promised again, and the time in between does not count. */
export function reopened(incident: Incident, at: number): Incident {
  const { resolution: _, ...anchors } = incident.anchors;
  const { resolution: __, update: ___, ...kept } = incident.kept;
  const again = eachClock(withoutOwed(incident), (one) =>
    one.stoppedAt !== undefined || ['resolution', 'update'].includes(one.metric) ? clocks.revive(one, at) : one,
  );
  return {
    ...again,
    status: 'in_progress',
    anchors,
    kept,
    holds: [...incident.holds, between(incident, at)],
    resolvedAt: null,
    awaitsRelease: false,
    acknowledgedAt: null,
    escalated: null,
    pagingSince: at,
  };
}

/** The time for which it was over. What is owed besides ran on through a resolution, not while it was cancelled. */
const between = ({ resolvedAt, statusSince }: Incident, to: number): Hold => ({
  from: resolvedAt ?? statusSince,
  to,
  pause: null,
  stops: resolvedAt === null ? null : ['response', 'level', 'containment', 'resolution', 'update'],
});

/** What is reopened is not yet to be looked back on. */
const withoutOwed = (incident: Incident): Incident => ({
  ...incident,
  clocks: incident.clocks.filter((one) => one.start !== 'resolution' || one.fulfilledAt !== null),
});

/** The solution is in a version that people have: whom the plan names is told which. */
export const release = (incident: Incident, act: Act, { version }: Bodies['release']): Incident =>
  happened({ ...incident, awaitsRelease: false }, act, 'released', { data: { version } });

/** A promise that the plan declares itself is kept, such as telling an authority. */
export function fulfil(incident: Incident, act: Act, { clock, note }: Bodies['fulfil'], { plan }: Rules): Incident {
  known('clock', clock, Object.keys(plan.clocks));
  if (!incident.clocks.some((one) => one.metric === clock && clocks.isOwed(one)))
    throw new ActRefused(`Cannot fulfil "${clock}" of ${incident.reference}: it does not owe that, or no longer.`);
  return happened(fulfilled(incident, [clock], act.at), act, 'fulfilled', {
    data: { clock },
    text: note === undefined ? {} : { note },
  });
}

/** The last mark counts. */
export function rate(incident: Incident, act: Act, { score, comment }: Bodies['rate'], { plan }: Rules): Incident {
  const outOf = surveyFor(plan, incident)?.outOf ?? 5;
  if (score < 1 || score > outOf) throw new UnknownValue('score', `A mark goes from 1 to ${outOf}.`);
  const data = { score, outOf, assignee: incident.assignee };
  return happened(incident, act, 'rated', { data, text: comment === undefined ? {} : { comment } });
}

export function postmortem(incident: Incident, act: Act, { tickets = [], ...text }: Bodies['postmortem']): Incident {
  const written: Incident = { ...fulfilled(incident, ['postmortem'], act.at), escalated: null };
  if (tickets.length === 0) return happened(written, act, 'postmortem', { text });
  const followed = { ...written, actions: [...(incident.actions ?? []), ...tickets] };
  return happened(followed, act, 'postmortem', { data: { actions: tickets }, text });
}
