import type { Plan } from '../plan.ts';
import type { AlertRule, Integration, Route } from '../plan/watching.ts';

/** What the plan makes of an alert: by its routes, its alert rules, and what the integration says for all. */

/** What an alert says of itself. */
export interface Telling {
  readonly labels: Readonly<Record<string, string>>;
  /** In the sender's words. */
  readonly severity: string | null;
  readonly service: string | null;
  readonly type: string | null;
}

export interface Verdict {
  /** The alert rule that it is one of; null: none. */
  readonly rule: string | null;
  /** Null where nothing says it: a repetition need not. */
  readonly severity: string | null;
  readonly type: string | null;
  readonly service: string | null;
  readonly runbook: string | null;
  readonly policy: string | null;
  readonly tier: string | null;
  /** What is to be done about it. */
  readonly action: string | null;
  readonly drop: boolean;
}

/** What an alert says of itself, and what the plan says is to be done about it. */
export function described(said: string | null, { action }: Verdict): string | null {
  const lines = [said, action].filter((one) => one !== null);
  return lines.length === 0 ? null : lines.join('\n\n');
}

/** Never refuses: what the plan does not have is as if it had not been said. */
export function classify(plan: Plan, name: string, telling: Telling): Verdict {
  const integration = plan.integrations[name];
  const route: Partial<Route> = integration?.routes.find(({ when }) => matches(when, telling.labels)) ?? {};
  const [rule, own] = ruleFor(plan, name, telling.labels) ?? [null, undefined];
  const words = (field: 'severity' | 'service' | 'type') => valueOf(integration, field, telling[field]);
  const type = known(plan.types, route.type, own?.type, words('type'));
  const services = Object.keys(plan.services);
  return {
    rule,
    drop: route.drop === true,
    type,
    severity: severityOf(plan, { integration, type, said: telling.severity }, route.severity, own?.opens),
    service: known(services, route.service, own?.service, words('service'), integration?.service),
    ...brought(route, own),
  };
}

const brought = (route: Partial<Route>, own: AlertRule | undefined) => ({
  runbook: route.runbook ?? own?.runbook ?? null,
  policy: route.policy ?? null,
  tier: route.tier ?? null,
  action: own?.action ?? null,
});

interface Severe {
  readonly integration: Integration | undefined;
  readonly type: string | null;
  readonly said: string | null;
}

function severityOf(plan: Plan, { integration, type, said }: Severe, ...first: readonly (string | null | undefined)[]) {
  const severities = severitiesOf(plan, type);
  const named = known(severities, ...first, valueOf(integration, 'severity', said));
  return named ?? (integration?.severity == null ? ranked(severities, said) : null);
}

/** The severities that tickets of a type can have, the gravest first. */
export const severitiesOf = ({ severities, types }: Plan, type: string | null): string[] =>
  Object.keys(severities).filter((id) => severities[id]!.types?.includes(type ?? usualType({ types })) ?? true);

/** What an alert opens where nothing says otherwise. */
export const usualType = ({ types }: Pick<Plan, 'types'>): string =>
  types.includes('incident') ? 'incident' : types[0]!;

/** The first of these that the plan has. */
const known = (choices: readonly string[], ...said: readonly (string | null | undefined)[]): string | null =>
  said.find((one) => one != null && choices.includes(one)) ?? null;

/** What the plan calls what the sender says. */
function valueOf(integration: Integration | undefined, field: string, said: string | null): string | null {
  const values = integration?.values[field] ?? {};
  return said === null ? null : Object.hasOwn(values, said) ? values[said]! : said;
}

/** The words that most senders have for it, by how grave they are. */
const grave: readonly (readonly string[])[] = [
  ['critical', 'fatal', 'emergency', 'disaster', 'page', 'p1'],
  ['error', 'high', 'major', 'p2'],
  ['warning', 'warn', 'average', 'medium', 'minor', 'p3'],
  ['info', 'information', 'notice', 'low', 'none', 'ok', 'p4', 'p5'],
];

/** By its rank among the plan's; null for what is none of these words. */
function ranked(severities: readonly string[], said: string | null): string | null {
  const rank = grave.findIndex((words) => words.includes(said?.toLowerCase() ?? ''));
  return rank === -1 ? null : severities[Math.min(rank, severities.length - 1)]!;
}

/** The severity of what nothing says how grave it is: the integration's, else the second of the plan, as of an error. */
export function usualSeverity(plan: Plan, source: string, type: string | null): string {
  const severities = severitiesOf(plan, type);
  const own = plan.integrations[source.replace(/^integration\//, '')]?.severity;
  return known(severities, own) ?? severities[Math.min(1, severities.length - 1)] ?? Object.keys(plan.severities)[0]!;
}

/** Every label that is named has that value; `*` stands for any text. */
export const matches = (when: Route['when'], labels: Telling['labels']): boolean =>
  Object.entries(when).every(([label, wanted]) => Object.hasOwn(labels, label) && fits(wanted, labels[label]!));

function fits(wanted: string, value: string): boolean {
  if (!wanted.includes('*')) return wanted === value;
  const parts = wanted.split('*').map((one) => one.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('[^]*')}$`).test(value);
}

/** The alert rule of this integration that an alert is one of: by its labels where the rule names them, else by name or title. */
function ruleFor(
  { alerts }: Plan,
  integration: string,
  labels: Telling['labels'],
): readonly [string, AlertRule] | undefined {
  const name = plain(labels['alertname'] ?? labels['rulename'] ?? labels['rule'] ?? '');
  return Object.entries(alerts).find(([id, { source, title, match }]) => {
    if (source !== integration && source !== `integration ${integration}`) return false;
    return match === null ? name !== '' && [plain(id), plain(title)].includes(name) : matches(match, labels);
  });
}

/** `HighErrorRate`, `high-error-rate` and `High Error Rate` are one. */
const plain = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
