import { perform } from '../incident/acts.ts';
import { inCharge } from '../incident/in-charge.ts';
import { isOpen, withEvent } from '../incident/incident.ts';
import type { Act, Incident } from '../incident/incident.ts';
import type { Opening } from '../incident/open.ts';
import { quieted } from '../incident/escalation.ts';
import { recorded } from '../incident/record.ts';
import type { Plan, Rules } from '../plan.ts';

import { severitiesOf, usualSeverity, usualType } from './classify.ts';
import type { Signal } from './signal.ts';

/** What a signal does to an incident. It is Guardia that acts: no person is on record for it. */

/** The incident that a signal opens. */
export function openingOf(plan: Plan, reference: string, signal: Signal): Opening {
  const { service, policy, runbook, tier } = signal;
  const type = signal.type ?? usualType(plan);
  const possible = signal.severity !== null && severitiesOf(plan, type).includes(signal.severity);
  return {
    reference,
    type,
    severity: possible ? signal.severity : usualSeverity(plan, signal.source, type),
    service,
    impact: null,
    category: null,
    requester: null,
    by: null,
    ...(policy !== null && { policy }),
    ...(runbook !== null && { runbook }),
    ...(tier != null && { tier }),
  };
}

/** Whether one severity of a plan is graver than another. */
export function isGraver({ severities }: Plan, one: string, other: string): boolean {
  const order = Object.keys(severities);
  return order.includes(one) && order.indexOf(one) < order.indexOf(other);
}

/** Graver than it was taken for: its promises and whom it pages are those of that severity. */
export function graver(rules: Rules, incident: Incident, severity: string | null, act: Act): Incident {
  if (severity === null || !isOpen(incident) || !isGraver(rules.plan, severity, incident.severity)) return incident;
  if (!severitiesOf(rules.plan, incident.type).includes(severity)) return incident;
  return perform('reclassify', rules, incident, act, { severity });
}

/** In hand, as the other system says; what is in hand stays so. */
export const inHand = (rules: Rules, incident: Incident, act: Act): Incident =>
  isOpen(incident) && incident.acknowledgedAt === null ? perform('acknowledge', rules, incident, act, {}) : incident;

/** Over, as the other system says; what is over stays so. */
export const over = (rules: Rules, incident: Incident, act: Act, note: string): Incident =>
  isOpen(incident) ? perform('resolve', rules, incident, act, { note }) : incident;

/**
 * What was wrong is so no more (`recovered`), nothing is heard of it any more (`silent`), or it comes and goes and is held to be so (`flapping`):
 * whoever is in charge is to look.
 */
export function toBeLookedAt(rules: Rules, incident: Incident, { key, at }: Act, said: Said): Incident {
  if (!isOpen(incident)) return incident;
  const { kind, source } = said;
  const notify = inCharge(rules, incident, at);
  return recorded(rules, incident, withEvent(incident, { key, kind, at, data: { source }, notify }));
}

interface Said {
  readonly kind: 'recovered' | 'silent' | 'flapping';
  /** What the plan calls who says it. */
  readonly source: string;
}

/** From now on `parent` pages for it, too. */
export const pagedFor = (incident: Incident, { key, at }: Act, parent: string): Incident =>
  withEvent({ ...quieted(incident), pagedBy: parent }, { key, kind: 'linked', at, data: { to: parent, as: 'child' } });

/** It stands for another one, too. */
export const pagesFor = (incident: Incident, { key, at }: Act, child: string): Incident =>
  withEvent(incident, { key, kind: 'linked', at, data: { to: child, as: 'parent' } });

/** What paged for it is over, and it is not: it pages by itself again. */
export function pagesAgain(incident: Incident, { key, at }: Act): Incident {
  const { pagedBy: _, ...alone } = incident;
  return withEvent({ ...alone, pagingSince: Math.max(at, incident.pagingSince) }, { key, kind: 'pages-again', at });
}
