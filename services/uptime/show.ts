import { measureOf } from '../../domain/monitor/measuring.ts';
import type { Measure } from '../../domain/monitor/measuring.ts';
import { budgetOf, burnRate, countedMs, shareUp } from '../../domain/monitor/uptime.ts';
import type { Budget, Span, Tally } from '../../domain/monitor/uptime.ts';
import type { Plan, UptimeObjective } from '../../domain/plan.ts';
import { monthAt, monthSpan } from '../../language/time/month.ts';
import { mayReach } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import { Invalid, NotFound } from '../desk.ts';
import type { Desk } from '../desk.ts';
import { plans } from '../plan/list.ts';
import { rulesInForce } from '../plan/rules.ts';

import { tallyIn } from './tally.ts';

const hour = 3_600_000;
/** Over which spans it is told how fast the budget burns: fast, slow, and all along. */
const windows = { '1h': hour, '6h': 6 * hour, '3d': 72 * hour };

export type Window = keyof typeof windows;

/** How a service was in a month; shares from 0 to 1, spans in ms, instants epoch ms. */
export interface Uptime {
  readonly plan: string;
  readonly service: string;
  readonly title: string;
  /** `2027-03`, by the plan's clocks. */
  readonly month: string;
  readonly from: number;
  readonly until: number;
  /** By what it is seen: checks and services by their names. */
  readonly measure: Measure;
  readonly maintenance: 'counts' | 'does not count';
  /** Null: nothing is known of this month. */
  readonly uptime: number | null;
  /** For how long it is known how it was. */
  readonly knownMs: number;
  /** Down, as far as that counts. */
  readonly downMs: number;
  readonly plannedMs: number;
  /** Null: nothing is promised. */
  readonly target: number | null;
  readonly budget: Budget | null;
  /** Whether the month can still keep the promise, or has; null where nothing is promised or known. */
  readonly met: boolean | null;
  /** How fast the budget burns now; 1 uses it up exactly in a month. */
  readonly burn: Readonly<Record<Window, number | null>> | null;
}

/** One service in a month such as `2027-03`, the present one where none is said. Throws `NotFound` and `Invalid`. */
export async function uptime(
  desk: Desk,
  caller: Caller,
  slug: string,
  service: string,
  month?: string,
): Promise<Uptime> {
  const plan = mayReach(caller, slug) ? (await rulesInForce(desk, slug))?.plan : undefined;
  if (plan?.services[service] === undefined)
    throw new NotFound(`There is no service "${service}" in the plan "${slug}".`);
  return uptimeOf(desk, plan, service, month);
}

/** How several services were together, as an objective of the plan wants them: each of them must reach it. */
export interface Together {
  readonly plan: string;
  /** Of the objective. */
  readonly name: string;
  readonly title: string;
  readonly of: readonly string[];
  readonly target: number;
  /** Of the one that was up the least; null while nothing is known of any. */
  readonly uptime: number | null;
  readonly met: boolean | null;
}

export interface Uptimes {
  readonly items: readonly Uptime[];
  readonly objectives: readonly Together[];
}

/** Every service that something is promised about or that is measured, and the plans' objectives. Throws `Invalid`. */
export async function uptimes(desk: Desk, caller: Caller, slug?: string, month?: string): Promise<Uptimes> {
  const items: Uptime[] = [];
  const objectives: Together[] = [];
  for (const { slug: one } of await plans(desk, caller)) {
    if (one !== (slug ?? one)) continue;
    const { plan } = (await rulesInForce(desk, one))!;
    const own: Uptime[] = [];
    for (const service of measured(plan)) own.push(await uptimeOf(desk, plan, service, month));
    items.push(...own);
    for (const [name, objective] of Object.entries(plan.uptimes)) objectives.push(together(plan, name, objective, own));
  }
  return { items, objectives };
}

/** The services that something is promised about or that are measured. */
export const measured = (plan: Plan): readonly string[] =>
  Object.keys(plan.services).filter(
    (service) => targetOf(plan, service) !== null || measureOf(plan, service).by === 'checks',
  );

function together(plan: Plan, name: string, { title, target, of }: UptimeObjective, all: readonly Uptime[]): Together {
  const its = all.filter(({ service }) => of.length === 0 || of.includes(service));
  const known = its.flatMap(({ uptime: share }) => (share === null ? [] : [share]));
  const least = known.length === 0 ? null : Math.min(...known);
  return {
    plan: plan.slug,
    name,
    title,
    of: its.map(({ service }) => service),
    target,
    uptime: least,
    met: least === null ? null : least >= target,
  };
}

/** What is promised of a service: by itself, or by an objective that names it. */
export function targetOf({ services, uptimes: objectives }: Plan, service: string): number | null {
  const own = services[service]?.uptime ?? null;
  if (own !== null) return own;
  const named = Object.values(objectives).filter(({ of }) => of.includes(service));
  return named.length === 0 ? null : Math.max(...named.map(({ target }) => target));
}

/** The same for whoever may see it. */
export async function uptimeOf(
  desk: Pick<Desk, 'db' | 'now'>,
  plan: Plan,
  service: string,
  said?: string,
): Promise<Uptime> {
  const month = said ?? monthAt(desk.now(), plan.timezone);
  const span = monthSpan(month, plan.timezone);
  if (span === null) throw new Invalid(`"${month}" is no month: write it like 2027-03.`, '/month');
  const [from, until] = span;
  const { title, maintenanceCounts } = plan.services[service]!;
  const tally = await tallyIn(desk, plan, service, span);
  const target = targetOf(plan, service);
  return {
    plan: plan.slug,
    service,
    title,
    month,
    from,
    until,
    measure: measureOf(plan, service),
    maintenance: maintenanceCounts ? 'counts' : 'does not count',
    uptime: shareUp(tally, maintenanceCounts),
    knownMs: tally.knownMs,
    downMs: countedMs(tally, maintenanceCounts),
    plannedMs: tally.plannedMs,
    target,
    ...(target === null
      ? { budget: null, met: null, burn: null }
      : await againstTarget(desk, plan, service, { tally, target, span })),
  };
}

async function againstTarget(
  desk: Pick<Desk, 'db' | 'now'>,
  plan: Plan,
  service: string,
  { tally, target, span: [from, until] }: { tally: Tally; target: number; span: Span },
): Promise<Pick<Uptime, 'budget' | 'met' | 'burn'>> {
  const { maintenanceCounts } = plan.services[service]!;
  const budget = budgetOf(tally, target, maintenanceCounts, until - from);
  const now = desk.now();
  const rates = Object.entries(windows).map(async ([name, ms]) => {
    const recent = await tallyIn(desk, plan, service, [now - ms, now]);
    return [name, burnRate(recent, target, maintenanceCounts)] as const;
  });
  const burn = Object.fromEntries(await Promise.all(rates)) as Record<Window, number | null>;
  return { budget, met: tally.knownMs === 0 ? null : budget.leftMs >= 0, burn };
}
