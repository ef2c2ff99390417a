import { known } from '../../domain/incident/incident.ts';
import { parseSpan } from '../../language/time/span.ts';
import { mayReach } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import { requirePermission } from '../access/permission.ts';
import { Invalid } from '../desk.ts';
import type { Desk } from '../desk.ts';
import { rulesInForce } from '../plan/rules.ts';
import { startRun } from '../procedure/start.ts';

import { maintenances } from './list.ts';
import type { MaintenanceView } from './list.ts';

/** Maintenance of a kind of the plan, when somebody wants it. Instants are epoch ms. */
export interface Planning {
  readonly plan: string;
  readonly kind: string;
  readonly from: number;
  readonly until?: number | undefined;
  /** Such as `2h`, instead of `until`; as long as its kind lasts where both are left out. */
  readonly lasts?: string | undefined;
  /** When it is announced; at once where it is left out. */
  readonly announceAt?: number | undefined;
  /** Those of its kind where it is left out. */
  readonly services?: readonly string[] | undefined;
  /** What whoever is told of it should know. */
  readonly description?: string | undefined;
}

/** What was planned, whether with this key before, and what else is done to the same services then. */
export interface PlannedView {
  readonly item: MaintenanceView;
  readonly existing: boolean;
  readonly overlaps: readonly MaintenanceView[];
}

/**
 * Plans maintenance outside the windows that come round: a run of `maintenance/<kind>` with a window of its own. The caller's key again finds
 * the one that stands. Throws what beginning a run throws, and `Invalid` where its notice cannot be kept, saying when the earliest could be.
 */
export async function planMaintenance(
  desk: Desk,
  caller: Caller,
  asked: Planning,
  key: string | null,
): Promise<PlannedView> {
  await requirePermission(desk, caller, 'work');
  const { plan, kind, from, announceAt = null, services = null, description } = asked;
  const rules = mayReach(caller, plan) ? await rulesInForce(desk, plan) : null;
  if (rules == null) throw new Invalid(`There is no plan "${plan}".`, '/plan');
  const { kinds = {} } = rules.plan.maintenance ?? {};
  known('kind', kind, Object.keys(kinds));
  const planned = { fromAt: from, untilAt: untilOf(asked, kinds[kind]!.lastsMs), announceAt, services };
  const start = { plan, procedure: `maintenance/${kind}`, planned, description };
  const { reference, existing } = await startRun(desk, caller, start, key);
  const all = await maintenances(desk, caller, plan);
  const item = all.find(({ run }) => run === reference)!;
  return { item, existing, overlaps: all.filter((one) => overlap(one, item)) };
}

function untilOf({ from, until, lasts }: Planning, usualMs: number): number {
  if (until !== undefined && lasts !== undefined)
    throw new Invalid('Say until when, or how long it lasts, not both.', '/lasts');
  if (lasts === undefined) return until ?? from + usualMs;
  const read = parseSpan(lasts);
  if ('problem' in read) throw new Invalid(`/lasts: ${read.problem}.`, '/lasts');
  return from + read.value;
}

const ahead: readonly string[] = ['planned', 'announced', 'waiting', 'begun', 'overrunning'];

/** Whether both are done to the same service at the same time. */
const overlap = (one: MaintenanceView, other: MaintenanceView): boolean =>
  one.run !== other.run &&
  ahead.includes(one.state) &&
  one.fromAt < other.untilAt &&
  one.untilAt > other.fromAt &&
  (one.services.length === 0 ||
    other.services.length === 0 ||
    one.services.some((name) => other.services.includes(name)));
