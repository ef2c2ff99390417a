import { usualMetrics } from '../../domain/clock.ts';
import { declared } from '../../domain/incident/fields.ts';
import { linkedAs } from '../../domain/incident/relations.ts';
import type { LinkedAs } from '../../domain/incident/relations.ts';
import type { IncidentView } from '../../services/incident/view.ts';
import type { Choice, showPlan } from '../../services/plan/show.ts';

export type PlanShown = Awaited<ReturnType<typeof showPlan>>;

/** What fields let one choose from; what the plan does not name is empty. */
export type Choices = ReturnType<typeof choicesFor>;

/** What of an incident decides what can be chosen. */
type Chosen = Pick<IncidentView, 'level' | 'clocks' | 'phases' | 'type' | 'fields'>;

/** What can be chosen for an incident now. */
export const choicesFor = (incident: Chosen, plan: PlanShown) => ({
  severity: plan.severities,
  category: plan.categories,
  person: plan.people,
  level: plan.levels.filter(({ id }) => id !== incident.level),
  pause: plan.pauses,
  type: plan.types,
  impact: plan.impacts,
  service: plan.services,
  customer: plan.customers,
  channel: plan.channels,
  clock: plan.clocks.filter(({ id }) => owed(incident.clocks).includes(id)),
  phase: incident.phases.map(({ name, title }): Choice => ({ id: name, title })),
  relation: linkedAs.map((id): Choice => ({ id, title: relations[id] })),
  role: roles,
  answer: [
    { id: 'yes', title: 'Yes' },
    { id: 'no', title: 'No' },
  ] as readonly Choice[],
  fields: ownFields(incident, plan),
});

/** What else a ticket records. */
export interface OwnField extends Choice {
  readonly type: PlanShown['fields'][string]['type'];
  readonly options: readonly string[];
}

/** Those that the plan declares for its type; where it declares none, those that are there. */
function ownFields({ type, fields }: Chosen, plan: PlanShown): readonly OwnField[] {
  if (Object.keys(plan.fields).length === 0)
    return Object.keys(fields).map((id) => ({ id, title: id, type: 'text', options: [] }));
  return Object.entries(declared(plan.fields, type)).map(([id, one]) => ({ id, ...one }));
}

const owed = (clocks: IncidentView['clocks']): string[] =>
  clocks
    .filter(({ metric, state, fulfilledAt }) => !usualMetrics.includes(metric) && state !== 'stopped' && !fulfilledAt)
    .map(({ metric }) => metric);

const relations: Readonly<Record<LinkedAs, string>> = {
  related: 'It is related to',
  duplicate: 'It is a duplicate of (closes it)',
  parent: 'It is the parent of',
  child: 'It is a child of',
  causes: 'It causes',
  'caused by': 'It is caused by',
  article: 'There is an article',
  change: 'There is a change',
};

const roles: readonly Choice[] = [
  { id: 'watcher', title: 'Follows it' },
  { id: 'affected', title: 'Is affected by it' },
];
