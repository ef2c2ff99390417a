import { modeOf, modesOf } from '../../db/service-modes.ts';
import type { ModeRow } from '../../db/service-modes.ts';
import { modeAt } from '../../domain/mode.ts';
import type { Plan } from '../../domain/plan.ts';
import { mayReach } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import { requirePermission } from '../access/permission.ts';
import { NotFound } from '../desk.ts';
import type { Desk } from '../desk.ts';
import { plans } from '../plan/list.ts';
import { rulesInForce, rulesOf } from '../plan/rules.ts';

/** By which a service is known. */
export interface Which {
  readonly plan: string;
  readonly service: string;
}

/** How a service runs. Instants are epoch ms. */
export interface ModeView extends Which {
  readonly title: string;
  readonly mode: 'normal' | 'degraded';
  /** Null: it never ran otherwise. */
  readonly since: number | null;
  readonly until: number | null;
  readonly reason: string | null;
  readonly by: string | null;
  /** What still works, in the words of the plan; nothing is listed of a service that runs fully. */
  readonly allows: readonly string[];
  readonly timezone: string;
  /** Another one whenever any of this is otherwise. */
  readonly tag: string;
}

/** How a service runs, for whoever has any key of its plan. Throws `NotFound`. */
export async function mode(desk: Desk, caller: Caller, { plan: slug, service }: Which): Promise<ModeView> {
  const rules = mayReach(caller, slug) ? await rulesInForce(desk, slug) : undefined;
  if (rules === undefined || !Object.hasOwn(rules.plan.services, service))
    throw new NotFound(`There is no service "${service}" in a plan "${slug}".`);
  return view(rules.plan, service, (await modeOf(desk.db, slug, service)) ?? nothing, desk.now());
}

/** How every service of the plans in force runs that the caller may see. Throws `Forbidden`. */
export async function modes(desk: Desk, caller: Caller, wanted?: string): Promise<readonly ModeView[]> {
  await requirePermission(desk, caller, 'see');
  const own = (await plans(desk, caller)).filter(({ slug }) => (wanted ?? slug) === slug);
  const rows = await modesOf(
    desk.db,
    own.map(({ slug }) => slug),
  );
  const all: ModeView[] = [];
  for (const { slug, version } of own) {
    const { plan } = await rulesOf(desk, desk.db, slug, version);
    for (const service of Object.keys(plan.services)) {
      const row = rows.find((one) => one.plan === slug && one.service === service);
      all.push(view(plan, service, row ?? nothing, desk.now()));
    }
  }
  return all;
}

type Said = Pick<ModeRow, 'mode' | 'since_at' | 'until_at' | 'reason' | 'by' | 'seq'>;

const nothing: Said = { mode: 'normal', since_at: null, until_at: null, reason: null, by: null, seq: 0 };

function view(plan: Plan, service: string, row: Said, now: number): ModeView {
  const kept = { mode: row.mode, sinceAt: row.since_at, untilAt: row.until_at };
  const { mode: stands, sinceAt: since, untilAt: until } = modeAt(kept, now);
  const { reason, by } = stands === 'degraded' ? row : nothing;
  return {
    plan: plan.slug,
    service,
    title: plan.services[service]!.title,
    mode: stands,
    since,
    until,
    reason,
    by,
    allows: stands === 'degraded' ? (plan.degraded?.allows ?? []) : [],
    timezone: plan.timezone,
    tag: `${plan.version}-${row.seq}-${stands}`,
  };
}
