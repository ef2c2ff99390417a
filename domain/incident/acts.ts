import * as clocks from '../clock.ts';
import type { Clock, Metric } from '../clock.ts';
import type { Rules } from '../plan.ts';

import { knownCategory } from './category.ts';
import { firstTold, quieted } from './escalation.ts';
import { known, knownSeverity, UnknownValue, withEvent } from './incident.ts';
import type { Act, Event, Incident } from './incident.ts';
import { step } from './lifecycle.ts';
import type { Verb } from './lifecycle.ts';
import { ownRows, retarget, startClock } from './targets.ts';

/** What each act says besides who and when. */
export interface Bodies {
  readonly triage: { readonly severity?: string; readonly category?: string; readonly assignee?: string };
  readonly acknowledge: object;
  readonly assign: { readonly to: string };
  readonly start: object;
  readonly hold: { readonly reason: string; readonly until?: number };
  readonly resume: object;
  readonly comment: { readonly text: string; readonly public: boolean };
  readonly resolve: { readonly note: string; readonly cause?: string };
  readonly close: object;
  readonly reopen: { readonly reason: string };
  readonly postmortem: {
    readonly rootCause: string;
    readonly lessons: string;
    readonly factors?: string;
    readonly actions?: string;
  };
}

type DoAct<V extends Verb> = (incident: Incident, act: Act, body: Bodies[V], rules: Rules) => Incident;

/** The incident after `verb`. Throws `ActRefused` or `UnknownValue`; nothing is then changed. */
export const perform = <V extends Verb>(verb: V, rules: Rules, incident: Incident, act: Act, body: Bodies[V]) =>
  verbs[verb](step(verb, incident), act, body, rules);

const verbs: { readonly [V in Verb]: DoAct<V> } = {
  triage: (incident, act, { severity, category, assignee }, rules) => {
    const choice = knownSeverity(rules.plan, severity ?? incident.severity, incident.type);
    const owner = assignee === undefined ? incident.assignee : known('assignee', assignee, rules.plan.people, 'person');
    const kind = category === undefined ? incident.category : knownCategory(rules.plan, category);
    const triaged = { ...incident, severity: choice, category: kind, assignee: owner };
    const data = { severity: choice, category: triaged.category, assignee: owner };
    const said = happened(triaged, act, 'triaged', { data, notify: newOwner(incident, owner, act) });
    const same = choice === incident.severity && triaged.category === incident.category;
    return same ? said : retarget(rules, { ...said, pagingSince: act.at }, act.at);
  },
  acknowledge: (incident, act) =>
    happened(
      { ...fulfilled(quieted(incident), 'response', act.at), acknowledgedAt: act.at, escalated: null },
      act,
      'acknowledged',
    ),
  assign: (incident, act, { to }, rules) => {
    const owner = known('to', to, rules.plan.people, 'person');
    return happened({ ...incident, assignee: owner }, act, 'assigned', {
      data: { to: owner },
      notify: newOwner(incident, owner, act),
    });
  },
  start: (incident, act) => happened(incident, act, 'started'),
  hold: (incident, act, { reason, until = null }) => {
    if (until !== null && until <= act.at) throw new UnknownValue('until', 'A hold cannot end before it begins.');
    const paused = { ...eachClock(incident, (one) => clocks.pause(one, act.at)), holdUntil: until };
    return happened(paused, act, 'held', { data: { until }, text: { reason } });
  },
  resume: (incident, act) => happened(resumed(incident, act.at), act, 'resumed'),
  comment: (incident, act, { text, public: open }) => {
    const answered = open && incident.source === 'requester' ? fulfilled(incident, 'response', act.at) : incident;
    return happened(answered, act, 'commented', { data: { public: open }, text: { text } });
  },
  resolve: (incident, act, { note, cause }, rules) => {
    const done = fulfilled(fulfilled(quieted(incident), 'response', act.at), 'resolution', act.at);
    const resolved = {
      ...done,
      resolvedAt: act.at,
      holdUntil: null,
      escalated: null,
      resolutions: incident.resolutions + 1,
    };
    const text = cause === undefined ? { note } : { note, cause };
    return owePostmortem(happened(resolved, act, 'resolved', { text }), rules, act.at);
  },
  close: (incident, act) => happened(incident, act, 'closed'),
  reopen: (incident, act, { reason }, rules) => {
    const again = eachClock(withoutOwed(incident), (one) =>
      one.metric === 'resolution' ? clocks.unfulfil(one, act.at) : one,
    );
    const told = incident.assignee === null ? firstTold(rules, incident, act.at) : [incident.assignee];
    const reopened = { ...again, resolvedAt: null, acknowledgedAt: null, escalated: null, pagingSince: act.at };
    return happened(reopened, act, 'reopened', { text: { reason }, notify: told });
  },
  postmortem: (incident, act, body) =>
    happened({ ...fulfilled(incident, 'postmortem', act.at), escalated: null }, act, 'postmortem', {
      text: { ...body },
    }),
};

/** In progress again, its clocks running from `at` on. */
export const resumed = (incident: Incident, at: number): Incident => ({
  ...eachClock(incident, (one) => clocks.resume(one, at)),
  holdUntil: null,
  status: 'in_progress',
});

const happened = (incident: Incident, act: Act, kind: string, more: Partial<Event> = {}): Incident =>
  withEvent(incident, { ...act, kind, ...more });

const eachClock = (incident: Incident, change: (clock: Clock) => Clock): Incident => ({
  ...incident,
  clocks: incident.clocks.map(change),
});

const fulfilled = (incident: Incident, metric: Metric, at: number): Incident =>
  eachClock(incident, (one) => (one.metric === metric ? clocks.fulfil(one, at) : one));

const newOwner = (before: Incident, owner: string | null, act: Act): string[] =>
  owner === null || owner === before.assignee || owner === act.by ? [] : [owner];

/** Owed once an incident of such a severity is resolved, and only once done. */
function owePostmortem(incident: Incident, rules: Rules, at: number): Incident {
  const promise = rules.plan.severities[incident.severity]!.postmortem;
  const owed = promise !== null && ownRows(rules.plan, incident).length === 0;
  if (!owed || incident.clocks.some(({ metric }) => metric === 'postmortem')) return incident;
  return { ...incident, clocks: [...incident.clocks, startClock('postmortem', promise, at, incident.resolutions)] };
}

/** What is reopened is not yet to be looked back on. */
const withoutOwed = (incident: Incident): Incident => ({
  ...incident,
  clocks: incident.clocks.filter((one) => one.metric !== 'postmortem' || one.fulfilledAt !== null),
});
