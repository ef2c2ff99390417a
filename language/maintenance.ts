import type { Target } from '../domain/clock.ts';
import type { Maintenance, MaintenanceKind } from '../domain/plan/maintenance.ts';
import type { Tell } from '../domain/plan/people.ts';

import { maintenanceMessagesIn } from './maintenance-messages.ts';
import { told } from './procedures/written.ts';
import { usualTypes } from './schema.ts';
import type { Chapter, Written } from './schema.ts';
import type { Settings } from './settings.ts';
import { windowMs } from './time/window.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** What the chapter gives no kinds of is one. */
export const usualKind = 'planned';

type WrittenMaintenance = Chapter<'maintenance'>;
type WrittenKind = NonNullable<WrittenMaintenance['kinds']>[string];

/** Null where the plan does not say. */
export function buildMaintenance(written: Written, settings: Settings): Maintenance | null {
  const { maintenance: one } = written;
  if (one === undefined) return null;
  return {
    window: one.window ?? null,
    zone: one.timezone ?? written.timezone,
    kinds: Object.fromEntries(
      Object.entries(writtenKinds(one)).map(([name, kind]) => [name, kindOf(kind, name, written, settings)]),
    ),
    afterwards: told(one.emergency?.tell, written),
    afterwardsWithinMs: one.emergency?.within ?? null,
  };
}

/** Those that it names, or the only one that there is then. */
export const writtenKinds = ({ kinds, window, impact }: WrittenMaintenance): Readonly<Record<string, WrittenKind>> =>
  kinds ?? { [usualKind]: { lasts: impact?.toMs ?? (window === undefined ? hour : windowMs(window)) } };

function kindOf(one: WrittenKind, name: string, written: Written, settings: Settings): MaintenanceKind {
  const { notice = null, tell, via } = written.maintenance!;
  const promised = one.notice ?? notice;
  return {
    title: titleOf(one, name, written, settings),
    lastsMs: one.lasts,
    notice: promised,
    calendar: Object.keys(written.calendars ?? {})[0] ?? null,
    leadMs: leadOf(promised),
    tell: isMailed(one.via ?? via, written) ? told(tell, written) : [],
    services: one.services ?? [],
  };
}

export function titleOf({ title }: WrittenKind, name: string, written: Written, settings: Settings): string {
  if (title !== undefined) return settings.resolve(title, ['maintenance', 'kinds', name, 'title']) ?? title;
  return name === usualKind ? maintenanceMessagesIn(written.locale).title : name;
}

/** An hour earlier than it must be. Of business days five make a week at most; a week more is for holidays. */
export const leadOf = (notice: Target | null): number => {
  if (notice === null) return hour;
  return 'ms' in notice ? notice.ms + hour : Math.ceil(notice.businessDays / 5) * 7 * day + 7 * day;
};

/** What is announced through a status page alone is mailed to nobody. */
const isMailed = (via: readonly string[] | undefined, { channels = {} }: Written): boolean =>
  via === undefined || via.some((name) => name === 'email' || channels[name]?.address?.includes('@') === true);

/** The severity of the incident when it fails or takes longer than announced: the second gravest, for it was known that the service is away. */
export function severityOf({ severities, types }: Written): string {
  const type = Object.keys(types ?? {})[0] ?? usualTypes[0]!;
  const all = Object.keys(severities);
  const [gravest, second] = all.filter((id) => severities[id]!.types?.includes(type) ?? true);
  return second ?? gravest ?? all[0]!;
}

/** Who does it where it does not say. */
export const ownerOf = (one: WrittenKind, written: Written): readonly Tell[] =>
  told(one.owner ?? written.maintenance?.emergency?.approve, written);
