import { announceBy, choose, earliestFrom } from '../../domain/maintenance/window.ts';
import type { Choice } from '../../domain/maintenance/window.ts';
import type { Rules } from '../../domain/plan.ts';
import type { MaintenanceKind } from '../../domain/plan/maintenance.ts';
import type { Planned } from '../../domain/procedure/run.ts';

import { wantedOf, windowsOf } from './kind.ts';

/** So long may messages take. */
export const marginMs = 5 * 60_000;

/** The first window from `meantAt` on in which it can be done and that can be announced at `at`; null where there is none. */
export function nextWindow(rules: Rules, kind: MaintenanceKind, at: number, meantAt = at): Choice | null {
  const wanted = wantedOf(rules, kind);
  const earliest = Math.max(meantAt, earliestFrom(wanted, at + marginMs));
  const anyTime = earliest === Infinity ? [] : [{ from: earliest, to: earliest + kind.lastsMs }];
  const windows = windowsOf(rules, at)?.filter(({ from }) => from >= meantAt) ?? anyTime;
  return choose(windows, wanted, at + marginMs);
}

/** That which was planned, while its notice can be kept; else the next. */
export function plannedWindow(
  rules: Rules,
  kind: MaintenanceKind,
  { fromAt, untilAt }: Planned,
  at: number,
): Choice | null {
  if (announceBy(wantedOf(rules, kind), fromAt) >= at) return { window: { from: fromAt, to: untilAt }, passed: [] };
  const next = nextWindow(rules, kind, at);
  return next && { ...next, passed: [{ from: fromAt, why: 'too-soon' }, ...next.passed] };
}
