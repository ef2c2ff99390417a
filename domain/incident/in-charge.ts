import { mayHear } from '../access.ts';
import type { Clock } from '../clock.ts';
import type { Rules } from '../plan.ts';

import { responsible, guards, reached } from './escalation.ts';
import type { Incident } from './incident.ts';
import { overseers } from './overseers.ts';
import { policyOf } from './policy.ts';
import { ownRule } from './targets.ts';

/** Who is to look after it, at an instant. During a snooze nobody: they are told at its end; nor while another incident pages for it. */
export const inCharge = (rules: Rules, incident: Incident, at: number): readonly string[] =>
  incident.snoozedUntil === null && incident.pagedBy === undefined ? responsible(rules, incident, at) : [];

/**
 * Who is told, at an instant, that a promise is broken: nobody where a step of the policy says so, else whoever is in charge, and
 * where there is no policy to name them the emergency contacts. Where none of them may see it, whom its type is for. Of a late preventive action its incident's overseers hear, too.
 */
export function toldOfBreach(rules: Rules, incident: Incident, broken: Clock, at: number): readonly string[] {
  const late = broken.rule === ownRule ? overseers(rules, incident, at) : [];
  if (late.length > 0) return [...new Set([...inCharge(rules, incident, at), ...late])];
  if (incident.pagedBy !== undefined || incident.snoozedUntil !== null || guards(rules, incident, broken, at))
    return [];
  const charged = inCharge(rules, incident, at).filter((one) => mayHear(rules.plan, one, incident.type));
  if (charged.length > 0) return charged;
  const contacts = rules.plan.emergency?.contacts.flatMap(({ tell }) => tell) ?? [];
  return reached(rules, incident, policyOf(rules, incident) === null ? contacts : [], at);
}
