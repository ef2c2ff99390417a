import type { Plan } from '../plan.ts';
import type { Check } from '../plan/watching.ts';

/** By what it is seen whether a service is up. */
export type Measure =
  /** Checks that ask it. */
  | { readonly by: 'checks'; readonly names: readonly string[] }
  /** What it cannot do without or else what it is made of: it is down while any of them is. */
  | { readonly by: 'services'; readonly names: readonly string[] }
  /** Nothing sees it: it is down while an incident of the gravest severity about it is open. */
  | { readonly by: 'incidents' };

type Measured = Pick<Plan, 'services' | 'checks' | 'severities'>;

/** What asks a service itself; a load that is high, or data that is old, is not a service that is away. */
const asks: readonly Check['probe']['kind'][] = ['http', 'tcp', 'sql', 'command'];

/** By what it is seen whether this service is up. */
export function measureOf(plan: Measured, service: string): Measure {
  const names = gravestChecks(plan, service);
  if (names.length > 0) return { by: 'checks', names };
  const services = below(plan, service);
  return services.length > 0 ? { by: 'services', names: services } : { by: 'incidents' };
}

/** The checks that measure a service, its own or those of what it rests upon. */
export function checksOf(plan: Measured, service: string, seen: readonly string[] = []): readonly string[] {
  const measure = measureOf(plan, service);
  if (measure.by === 'checks') return measure.names;
  if (measure.by === 'incidents') return [];
  const rest = measure.names.filter((name) => !seen.includes(name) && name !== service);
  return [...new Set(rest.flatMap((name) => checksOf(plan, name, [...seen, service])))];
}

/** Of those that open something: a slow answer that opens less than an absent one is not down. */
function gravestChecks({ checks, severities }: Measured, service: string): readonly string[] {
  const rank = Object.keys(severities);
  const all = Object.entries(checks).flatMap(([name, { service: of, opens, probe }]) =>
    of === service && opens !== null && asks.includes(probe.kind) ? [{ name, grave: rank.indexOf(opens) }] : [],
  );
  const gravest = Math.min(...all.map(({ grave }) => grave));
  return all.filter(({ grave }) => grave === gravest).map(({ name }) => name);
}

function below({ services }: Measured, service: string): readonly string[] {
  const needs = (services[service]?.dependsOn ?? []).filter((name) => services[name] !== undefined);
  const parts = Object.entries(services).flatMap(([name, { partOf }]) => (partOf === service ? [name] : []));
  return needs.length > 0 ? needs : parts;
}
