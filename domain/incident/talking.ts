import { isOwed } from '../clock.ts';
import type { Rules } from '../plan.ts';

import type { Bodies } from './bodies.ts';
import { answered, fulfilled, informed } from './clocks.ts';
import { reopened } from './ending.ts';
import { firstTold } from './escalation.ts';
import { happened, isOpen, outsiders } from './incident.ts';
import type { Act, Incident } from './incident.ts';
import { resumed, waitsFor } from './waiting.ts';

/** What is said to and by whoever asked, and what was done meanwhile. */

export function comment(incident: Incident, act: Act, body: Bodies['comment'], rules: Rules): Incident {
  const { public: open, channel = null, quiet = false } = body;
  const said = open ? informed(spokenTo(incident, act.at, rules), act.at) : incident;
  const told = open ? outsiders(incident) : others(incident, act);
  return happened(said, act, 'commented', {
    data: { public: open, channel },
    text: wordsOf(body),
    notify: quiet ? [] : told,
  });
}

/** Only who asked can be answered, and nothing more is promised of what is over. */
const spokenTo = (incident: Incident, at: number, rules: Rules): Incident =>
  incident.source === 'requester' && isOpen(incident) ? answered(rules, incident, at) : incident;

/** The requester writes: what waited for that goes on, and what seemed to be over begins again. */
export function reply(incident: Incident, act: Act, body: Bodies['reply'], rules: Rules): Incident {
  const { channel = null } = body;
  const tally = { ...incident.tally, replies: incident.tally.replies + 1 };
  const goesOn = waitsFor(rules, incident, 'reply') ? resumed(incident, act.at) : incident;
  const over = !isOpen(incident);
  const again = over ? reopened(incident, act.at) : goesOn;
  const notify = incident.assignee === null ? firstTold(rules, incident, act.at) : others(incident, act);
  return happened({ ...again, tally }, act, 'replied', {
    data: { channel, reopened: over },
    text: wordsOf(body),
    notify,
  });
}

const wordsOf = ({ text, whole }: Bodies['reply']): { text: string; whole?: string } =>
  whole === undefined ? { text } : { text, whole };

export const contain = (incident: Incident, act: Act, { note }: Bodies['contain']): Incident =>
  happened(fulfilled(incident, ['containment', 'level'], act.at), act, 'contained', { text: { note } });

/** A way to go on meanwhile. Where it keeps the promise to resolve, it does so once the requester was told. */
export function workaround(incident: Incident, act: Act, body: Bodies['workaround'], rules: Rules): Incident {
  const { text, channel = null } = body;
  const known = incident.source !== 'requester' || channel !== null;
  const said = informed(spokenTo(incident, act.at, rules), act.at);
  const told = known ? workaroundTold(said, act.at) : { ...said, untold: act.key };
  return happened(told, act, 'workaround', { data: { channel }, text: { text }, notify: outsiders(incident) });
}

/** The requester knows a way to go on, since `at`, as is found out at `now`: a promise that this keeps is kept, unless it was broken meanwhile. */
export const workaroundTold = (incident: Incident, at: number, now = at): Incident => ({
  ...incident,
  untold: null,
  clocks: incident.clocks.map((one) =>
    one.workaround === true && isOwed(one)
      ? { ...one, fulfilledAt: one.breachedAt === null ? at : Math.max(at, Math.min(now, one.breachedAt + 1)) }
      : one,
  ),
});

const others = ({ assignee }: Incident, { by }: Act): string[] =>
  assignee === null || assignee === by ? [] : [assignee];
