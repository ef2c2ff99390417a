import { maySee } from '../access.ts';
import { isRunning, usualMetrics } from '../clock.ts';
import type { Plan, Rules } from '../plan.ts';

import { knownCategory } from './category.ts';
import { ActRefused, happened, isOpen, knownSeverity, UnknownValue } from './incident.ts';
import type { Act, Incident } from './incident.ts';
import { phased } from './phased.ts';
import { recorded } from './record.ts';
import { retarget } from './retarget.ts';
import { ownRows } from './targets.ts';

/** An incident moved to another version of its plan than the one that it was opened under. */

/**
 * It goes by `next` from now on. Its promises are those of `next`, counted from where they began or, if not retroactive, with
 * the used share carried over; its policy goes on where it is, and so does its work, in a phase that `next` has. Who has it and may not under `next` has it no more. Throws
 * `ActRefused` where something that it is about is no longer there.
 */
export function migrated(old: Rules, next: Rules, incident: Incident, act: Act, retroactive = true): Incident {
  const why = obstacle(next, incident);
  if (why !== null) throw new ActRefused(why);
  const { plan } = next;
  const { assignee, customer, planVersion: from, type } = incident;
  const tier = customer === null ? null : plan.customers[customer]!.tier;
  const keeps = assignee === null || (plan.people.includes(assignee) && maySee(plan, assignee, type));
  const other: Incident = {
    ...incident,
    planVersion: plan.version,
    tier,
    assignee: keeps ? assignee : null,
    pagingSince: act.at,
  };
  const data = { version: plan.version, from, retroactive, tier, ...(!keeps && { assignee: null }) };
  const said = happened(other, act, 'migrated', { data });
  const aimed = retarget(promising(next, other), said, act.at, retroactive, old);
  return recorded(next, incident, phased(next, incident, aimed));
}

/** To what is done or given up nothing is promised anew but what is owed afterwards. */
function promising(rules: Rules, incident: Incident): Rules {
  if (isOpen(incident)) return rules;
  const { plan } = rules;
  const given = incident.status === 'cancelled' || incident.duplicateOf !== null;
  const own = ownRows(plan, incident);
  const rows = own.length > 0 ? own : plan.targets;
  const owed = rows.filter(({ metric }) => metric === 'postmortem' || !usualMetrics.includes(metric));
  return { ...rules, plan: { ...plan, targets: given ? [] : owed } };
}

/** Why it cannot go by this version of its plan: what it is about that is not there; null where it can. */
export function obstacle({ plan, calendars }: Rules, incident: Incident): string | null {
  const counted = calendarsKept(incident).flatMap((name) => named('calendar', name, Object.keys(calendars)));
  const missing = [...traitsMissing(plan, incident), ...partsMissing(plan, incident), ...counted];
  return missing.length === 0 ? null : `This version of the plan has no ${listed(missing)}.`;
}

const listed = (names: readonly string[]): string =>
  names.length === 1 ? names[0]! : `${names.slice(0, -1).join(', ')} and no ${names.at(-1)}`;

function traitsMissing(plan: Plan, { type, severity, impact, category, service }: Incident): readonly string[] {
  const { types, impacts, services } = plan;
  return [
    ...named('type', type, types),
    ...(isKnown(() => knownSeverity(plan, severity, type)) ? [] : [`severity "${severity}" for the type "${type}"`]),
    ...(impacts.length === 0 ? [] : named('impact', impact, impacts)),
    ...(category === null || isKnown(() => knownCategory(plan, category)) ? [] : [`category "${category}"`]),
    ...named('service', service, Object.keys(services)),
  ];
}

function partsMissing(plan: Plan, incident: Incident): readonly string[] {
  const { customers, levels, pauses, policies } = plan;
  const { customer, level, rollCall, status, holds } = incident;
  return [
    ...named('customer', customer, Object.keys(customers)),
    ...named('level', level, Object.keys(levels)),
    ...named('pause', status === 'on_hold' ? (holds.at(-1)?.pause ?? null) : null, Object.keys(pauses)),
    ...named('escalation policy', rollCall ?? null, Object.keys(policies)),
  ];
}

const named = (what: string, name: string | null, names: readonly string[]): readonly string[] =>
  name === null || names.includes(name) ? [] : [`${what} "${name}"`];

function isKnown(check: () => unknown): boolean {
  try {
    check();
    return true;
  } catch (error) {
    if (error instanceof UnknownValue) return false;
    throw error;
  }
}

/** The calendars on which what was kept or broken so far was counted. */
const calendarsKept = ({ clocks }: Incident): readonly string[] => [
  ...new Set(clocks.filter((one) => !isRunning(one)).map(({ calendar }) => calendar)),
];
