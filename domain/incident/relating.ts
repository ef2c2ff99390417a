import type { Bodies } from './bodies.ts';
import { withdrawn } from './ending.ts';
import { happened, UnknownValue } from './incident.ts';
import type { Act, Incident } from './incident.ts';

/** Who follows it, what it has to do with others, and what was written about it before. */

export const watch = (incident: Incident, act: Act, { who, as }: Bodies['watch']): Incident =>
  happened(incident, act, 'watched', { data: { who, as } });

export const unwatch = (incident: Incident, act: Act, { who, as }: Bodies['unwatch']): Incident =>
  happened(incident, act, 'unwatched', { data: { who, as } });

export function edit(incident: Incident, act: Act, { text, changed }: Bodies['edit']): Incident {
  if (changed.length === 0) throw new UnknownValue('', 'Nothing is different: say a title, a description or fields.');
  return happened(incident, act, 'edited', { data: { changed }, text });
}

/** Of the incident that repeats another nothing is promised any more: the other one stands for both. */
export function link(incident: Incident, act: Act, { to, as }: Bodies['link']): Incident {
  if (as !== 'duplicate') return happened(incident, act, 'linked', { data: { to, as } });
  const merged: Incident = { ...withdrawn(incident, act.at), status: 'closed', duplicateOf: to };
  return happened(merged, act, 'merged', { data: { to } });
}

export const unlink = (incident: Incident, act: Act, { to, as }: Bodies['unlink']): Incident =>
  happened(incident, act, 'unlinked', { data: { to, as } });
