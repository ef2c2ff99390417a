import type { Plan, Rules } from '../plan.ts';

import type { Due } from './due.ts';
import { people } from './escalation.ts';
import { inCharge } from './in-charge.ts';
import { isOpen, withEvent } from './incident.ts';
import type { Incident } from './incident.ts';

/**
 * When the phase that it is in takes longer than it should, once: whoever leads it is told, else whoever has the incident. After
 * it was resolved only what closing needs is still watched.
 */
export function timeBoxes(rules: Rules, incident: Incident): Due[] {
  const { phase } = incident;
  const endsAt = phase === null ? null : endOf(rules.plan, incident, phase);
  if (phase === null || endsAt === null || incident.phases[phase]!.overran) return [];
  const { enteredAt } = incident.phases[phase]!;
  // Done at the very end is in time; begun after it is not.
  const [dueAt, at] = enteredAt > endsAt ? [enteredAt, enteredAt] : [endsAt, endsAt + 1];
  return [{ dueAt, at, what: `end of phase ${phase}`, fire: overrun(rules, phase, dueAt) }];
}

function endOf({ phases }: Plan, incident: Incident, name: string): number | null {
  const { box = null, needed = false } = phases[name] ?? {};
  const watched = isOpen(incident) || (incident.status === 'resolved' && needed);
  return watched && box !== null ? incident.openedAt + box.endsMs : null;
}

const overrun = (rules: Rules, phase: string, dueAt: number) => (incident: Incident, at: number) => {
  const { owner } = rules.plan.phases[phase]!;
  const phases = { ...incident.phases, [phase]: { ...incident.phases[phase]!, overran: true } };
  const leads = people(rules, incident, owner, at);
  const told = leads.length > 0 && incident.snoozedUntil === null ? leads : inCharge(rules, incident, at);
  return withEvent(
    { ...incident, phases },
    { key: `overran:${phase}`, kind: 'overran', at, dueAt, data: { phase }, notify: told },
  );
};
