import { maySee } from '../access.ts';
import type { Rules } from '../plan.ts';

import type { Bodies } from './bodies.ts';
import { answered, begun, fulfilled } from './clocks.ts';
import { knownCategory } from './category.ts';
import { people, quieted } from './escalation.ts';
import { ActRefused, happened, known, knownSeverity, UnknownValue } from './incident.ts';
import type { Act, Incident } from './incident.ts';
import { begunAnew } from './policy.ts';
import { retarget } from './retarget.ts';

/** What an incident is and whose: triage, acknowledging, handing on, and calling it something else later. */

export function triage(incident: Incident, act: Act, body: Bodies['triage'], rules: Rules): Incident {
  saying(body, ['severity', 'category', 'impact', 'assignee']);
  const { severity, category, impact } = classified(rules, incident, body);
  const owner =
    body.assignee === undefined ? incident.assignee : personOf(rules, 'assignee', body.assignee, incident.type);
  const triaged = { ...owned(incident, owner), severity, category, impact };
  const data = { severity, category, impact, assignee: owner };
  const said = happened(triaged, act, 'triaged', { data, notify: newOwner(incident, owner, act) });
  return begun(rules, reconsidered(rules, incident, said, act.at), 'triage', act.at);
}

export const acknowledge = (incident: Incident, act: Act, _: object, rules: Rules): Incident =>
  begun(
    rules,
    happened(
      {
        ...answered(rules, quieted(incident), act.at),
        acknowledgedAt: act.at,
        escalated: null,
        snoozedUntil: null,
        ...(incident.awaited !== undefined && { awaited: incident.awaited.filter((one) => one !== act.by) }),
      },
      act,
      'acknowledged',
    ),
    'acknowledge',
    act.at,
  );

export function assign(incident: Incident, act: Act, { to }: Bodies['assign'], rules: Rules): Incident {
  const owner = personOf(rules, 'to', to, incident.type);
  return happened(fulfilled(owned(incident, owner), ['level'], act.at), act, 'assigned', {
    data: { to: owner },
    notify: newOwner(incident, owner, act),
  });
}

export const start = (incident: Incident, act: Act): Incident =>
  happened(fulfilled(incident, ['level'], act.at), act, 'started');

/** ITIL's functional escalation: another level has it, with the whole story; its response counts from now. */
export function escalate(incident: Incident, act: Act, { level, note }: Bodies['escalate'], rules: Rules): Incident {
  const order = Object.keys(rules.plan.levels);
  known('level', level, order);
  if (level === incident.level)
    throw new ActRefused(`Cannot escalate ${incident.reference} to level ${level}: it is there already.`);
  const higher = order.indexOf(level) > order.indexOf(incident.level ?? '');
  const { reassignments, handovers, replies } = incident.tally;
  const own = rules.plan.levels[level]!.escalation;
  const quiet = own === null ? quieted(incident) : begunAnew(quieted(incident), own, act.at, 'level');
  const moved: Incident = {
    ...fulfilled(quiet, ['level'], act.at),
    level,
    assignee: null,
    acknowledgedAt: null,
    pagingSince: act.at,
    escalated: higher ? { since: act.at, why: 'level' } : incident.escalated,
    tally: { reassignments, handovers: handovers + 1, replies },
  };
  const notify = people(rules, incident, rules.plan.levels[level]!.team, act.at);
  const data = { from: incident.level, level, higher, handovers: handovers + 1 };
  const told = happened(moved, act, 'handed-over', { data, text: { note }, notify });
  return retarget(rules, begun(rules, told, 'level', act.at), act.at);
}

export function reclassify(incident: Incident, act: Act, body: Bodies['reclassify'], rules: Rules): Incident {
  saying(body, ['severity', 'type', 'impact', 'category', 'service', 'customer']);
  const { plan } = rules;
  const type = body.type === undefined ? incident.type : known('type', body.type, plan.types);
  const { severity, category, impact } = classified(rules, { ...incident, type }, body);
  const service =
    body.service === undefined ? incident.service : known('service', body.service, Object.keys(plan.services));
  const customer =
    body.customer === undefined ? incident.customer : known('customer', body.customer, Object.keys(plan.customers));
  const tier = customer === null ? null : plan.customers[customer]!.tier;
  const retroactive = body.retroactive ?? true;
  const assignee = incident.assignee !== null && maySee(plan, incident.assignee, type) ? incident.assignee : null;
  const other = { ...incident, assignee, type, severity, category, impact, service, customer, tier };
  const data = { type, severity, category, impact, service, customer, tier, retroactive };
  return reconsidered(rules, incident, happened(other, act, 'reclassified', { data }), act.at, retroactive);
}

/** Throws `UnknownValue` where none of these is said. */
function saying(body: object, names: readonly string[]): void {
  if (names.every((name) => Reflect.get(body, name) === undefined))
    throw new UnknownValue('', `This says nothing: say one of ${names.join(', ')} at least.`);
}

/** What it is called from now on. Throws `UnknownValue` for what the plan does not have. */
function classified({ plan }: Rules, incident: Incident, body: Bodies['triage']) {
  const severity = knownSeverity(plan, body.severity ?? incident.severity, incident.type);
  if (body.impact !== undefined && plan.impacts.length > 0) known('impact', body.impact, plan.impacts);
  const category = body.category === undefined ? incident.category : knownCategory(plan, body.category);
  return { severity, category, impact: body.impact ?? incident.impact };
}

/** Under other traits other promises hold, and another policy may page. */
function reconsidered(rules: Rules, before: Incident, now: Incident, at: number, retroactive = true): Incident {
  const traits = ['type', 'severity', 'tier', 'impact', 'category', 'service'] as const;
  if (traits.every((trait) => before[trait] === now[trait])) return now;
  return retarget(rules, { ...now, pagingSince: at }, at, retroactive);
}

/** A person of the plan who may see it. */
function personOf({ plan }: Rules, field: string, person: string, type: string): string {
  known(field, person, plan.people, 'person');
  if (maySee(plan, person, type)) return person;
  throw new UnknownValue(field, `“${person}” may not see tickets of the type “${type}”.`);
}

function owned(incident: Incident, owner: string | null): Incident {
  const { assignee, tally } = incident;
  const taken = assignee !== null && owner !== assignee;
  return { ...incident, assignee: owner, tally: { ...tally, reassignments: tally.reassignments + (taken ? 1 : 0) } };
}

const newOwner = (before: Incident, owner: string | null, act: Act): string[] =>
  owner === null || owner === before.assignee || owner === act.by ? [] : [owner];
