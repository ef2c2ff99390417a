import type { Rules } from '../plan.ts';

import { fireDue } from './due.ts';
import { inCharge } from './in-charge.ts';
import { withEvent } from './incident.ts';
import type { Incident } from './incident.ts';
import { recorded } from './record.ts';
import { workaroundTold } from './talking.ts';

/**
 * Whoever asked was told of the workaround that they wait for, at `toldAt`, which is found out at `now`. What had fallen due in
 * between is done first, as it was then.
 */
export function heard(rules: Rules, incident: Incident, toldAt: number, now: number): Incident {
  const before = fireDue(rules, incident, toldAt, now);
  // Giving up on it, resolving it or another workaround needs an act: none of that falls due by itself.
  const key = `workaround-told:${before.untold!}`;
  const told = withEvent(workaroundTold(before, toldAt, now), { key, kind: 'workaround-told', at: now, dueAt: toldAt });
  return recorded(rules, before, told);
}

/** They cannot be reached by mail: whoever is in charge has to tell them otherwise. */
export function unheard(rules: Rules, incident: Incident, now: number): Incident {
  const key = `workaround-untold:${incident.untold!}`;
  const notify = inCharge(rules, incident, now);
  return recorded(
    rules,
    incident,
    withEvent({ ...incident, untold: null }, { key, kind: 'workaround-untold', at: now, notify }),
  );
}
