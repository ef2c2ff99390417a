import type { Window, Wanted } from '../../domain/maintenance/window.ts';
import type { Rules } from '../../domain/plan.ts';
import type { MaintenanceKind } from '../../domain/plan/maintenance.ts';
import type { Tell } from '../../domain/plan/people.ts';
import type { Run } from '../../domain/procedure/run.ts';
import { windowsBetween } from '../../language/time/window.ts';
import type { WeeklyWindow } from '../../language/time/window.ts';

const day = 86_400_000;
const ahead = 120 * day;

/** What a run does, where it is one of maintenance: as its kind does, unless it was planned otherwise. */
export function kindOf(
  { plan }: Rules,
  { procedure, planned }: Pick<Run, 'procedure' | 'planned'>,
): MaintenanceKind | null {
  const [chapter, name] = procedure.split('/');
  const kind = chapter === 'maintenance' ? (plan.maintenance?.kinds[name!] ?? null) : null;
  if (kind === null || planned === undefined) return kind;
  return { ...kind, lastsMs: planned.untilAt - planned.fromAt, services: planned.services ?? kind.services };
}

/** The zone in which people read of a run: of maintenance that of its window. */
export const zoneOf = ({ plan }: Rules, { procedure }: Pick<Run, 'procedure'>): string =>
  (procedure.startsWith('maintenance/') ? plan.maintenance?.zone : null) ?? plan.timezone;

/** Who hears of it: of what could not be announced, who is told afterwards. */
export const toldOf = (rules: Rules, run: Run): readonly Tell[] =>
  kindOf(rules, run)?.tell ?? rules.plan.maintenance?.afterwards ?? [];

export const wantedOf = ({ calendars }: Rules, { lastsMs, notice, calendar }: MaintenanceKind): Wanted => ({
  lastsMs,
  notice,
  calendar: calendar === null ? null : (calendars[calendar] ?? null),
});

/** The windows that begin in four months from an instant on, those that are open then among them; null: it may be done at any time. */
export function windowsOf({ plan }: Rules, fromAt: number): readonly Window[] | null {
  const { window, zone } = plan.maintenance ?? { window: null, zone: plan.timezone };
  if (window === null) return null;
  return windowsBetween(window as WeeklyWindow, zone, fromAt - 7 * day, fromAt + ahead).filter(({ to }) => to > fromAt);
}
