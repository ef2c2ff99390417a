import type { Rules } from '../plan.ts';

import type { Bodies } from './bodies.ts';
import { reopened, withdrawn } from './ending.ts';
import { responsible } from './escalation.ts';
import { ActRefused, happened, withEvent } from './incident.ts';
import type { Act, Incident } from './incident.ts';
import { seenFromThere } from './relations.ts';
import type { LinkedAs } from './relations.ts';

/** Who follows it, what it has to do with others, and what was written about it before. */

export const watch = (incident: Incident, act: Act, body: Bodies['watch']): Incident =>
  happened(incident, act, 'watched', { data: { ...body } });

export const unwatch = (incident: Incident, act: Act, { who, as }: Bodies['unwatch']): Incident =>
  happened(incident, act, 'unwatched', { data: { who, as } });

/** Somebody who is nobody of the plan wants to hear no more. */
export const left = (incident: Incident, { who, as }: Bodies['unwatch'], at: number): Incident =>
  withEvent(incident, { key: `left:${who}`, kind: 'unwatched', at, data: { who, as } });

export function edit(incident: Incident, act: Act, { text, changed }: Bodies['edit']): Incident {
  if (changed.length === 0)
    throw new ActRefused(`Cannot edit ${incident.reference}: nothing is different from what is written already.`);
  return happened(incident, act, 'edited', { data: { changed }, text });
}

/** Of the incident that repeats another nothing is promised any more: the other one stands for both. */
export function link(incident: Incident, act: Act, { to, as }: Bodies['link']): Incident {
  if (as !== 'duplicate') return happened(incident, act, 'linked', { data: { to, as } });
  const merged: Incident = { ...withdrawn(incident, act.at), status: 'closed', duplicateOf: to };
  return happened(merged, act, 'merged', { data: { to } });
}

/** The same on the other side; of a duplicate with those who follow it from here on, by number. */
export function linkedFrom(incident: Incident, act: Act, { from, as, joined }: LinkedFrom): Incident {
  if (as !== 'duplicate') return happened(incident, act, 'linked', { data: { to: from, as: seenFromThere(as) } });
  return happened(incident, act, 'merged-in', { data: { from, joined } });
}

interface LinkedFrom {
  readonly from: string;
  readonly as: LinkedAs;
  readonly joined: readonly number[];
}

/** What turns out to repeat nothing lives again, with its promises. */
export function unlink(incident: Incident, act: Act, { to, as }: Bodies['unlink'], rules: Rules): Incident {
  if (incident.duplicateOf !== to) return happened(incident, act, 'unlinked', { data: { to, as } });
  const alive: Incident = { ...reopened(incident, act.at), duplicateOf: null };
  const notify = responsible(rules, incident, act.at);
  return happened(alive, act, 'unlinked', { data: { to, as }, notify });
}
