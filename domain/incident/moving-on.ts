import type { Plan, Rules } from '../plan.ts';

import type { Bodies } from './bodies.ts';
import { ActRefused, happened, known } from './incident.ts';
import type { Act, Incident } from './incident.ts';
import { ahead, entered, hasOwnPhases, isStatus, moving, neededPhases, phasesFor } from './phases.ts';

/** Going on from one phase of the work to another, and saying that what closing needs is done. */

export function phase(incident: Incident, act: Act, { to, note }: Bodies['phase'], { plan }: Rules): Incident {
  const next = to === undefined ? following(plan, incident) : chosen(plan, incident, to);
  const moved = entered(plan, incident, next, act.at);
  return happened(moved, act, 'phase', {
    data: moving(incident, moved, act.at),
    text: note === undefined ? {} : { note },
  });
}

/** The next one that is to be done and that one may come to from here; null: nothing is left. Throws `ActRefused`. */
function following(plan: Plan, incident: Incident): string | null {
  const rest = ahead(plan, incident).filter((name) => !isStatus(name));
  const next = rest.find((name) => mayEnter(plan, incident, name));
  if (next === undefined && incident.phase === null)
    throw new ActRefused(
      `Cannot go on to the next phase of ${incident.reference}: it has none that is still to be done.`,
    );
  if (next === undefined && (rest.length > 0 || !hasOwnPhases(plan, incident)))
    throw refusal(plan, incident, 'Cannot go on to the next phase');
  return next ?? null;
}

function chosen(plan: Plan, incident: Incident, to: string): string {
  known('to', to, phasesFor(plan, incident), 'phase for this ticket');
  if (to === incident.phase)
    throw new ActRefused(`Cannot enter the phase "${to}": ${incident.reference} is in it already.`);
  if (isStatus(to)) throw new ActRefused(`Cannot enter the phase "${to}": it begins with the status of that name.`);
  if (!mayEnter(plan, incident, to)) throw refusal(plan, incident, `Cannot enter the phase "${to}"`);
  return to;
}

/** Once all are done one may go back to any of them. */
const mayEnter = ({ phases }: Plan, { phase: here }: Incident, to: string): boolean =>
  here === null || (phases[to]!.from?.includes(here) ?? true);

function refusal(plan: Plan, incident: Incident, what: string): ActRefused {
  const { reference, phase: here } = incident;
  const own = phasesFor(plan, incident).filter((name) => name !== here && !isStatus(name));
  const possible = own.filter((name) => mayEnter(plan, incident, name));
  const offer = possible.length === 0 ? 'no phase follows' : `one may go to ${possible.join(', ')}`;
  return new ActRefused(`${what} of ${reference}: it is in the phase "${here}", and from there ${offer}.`);
}

/** What closing needs is done; where it was being done, it goes on to what follows. */
export function verify(incident: Incident, act: Act, { note }: Bodies['verify'], { plan }: Rules): Incident {
  const needed = neededPhases(plan, incident);
  if (needed.length === 0)
    throw new ActRefused(`Cannot verify ${incident.reference}: no phase that closing needs is left to be done.`);
  const done = needed.map((name) => {
    const { enteredAt = act.at, times = 0, overran = false } = incident.phases[name] ?? {};
    return [name, { enteredAt, times, overran, doneAt: act.at }];
  });
  const verified = { ...incident, phases: { ...incident.phases, ...Object.fromEntries(done) } };
  const moved = needed.includes(incident.phase ?? '')
    ? entered(plan, verified, ahead(plan, verified)[0] ?? null, act.at)
    : verified;
  return happened(moved, act, 'verified', { data: { phases: needed }, text: { note } });
}
