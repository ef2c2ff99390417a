import { isWhole } from '../draft.ts';
import type { Draft } from '../draft.ts';
import { clash } from '../finding.ts';
import type { Path, Problem } from '../finding.ts';
import { spellSpan } from '../time/span.ts';
import { monthlyDowntimeMs } from './downtime.ts';

const day = 86_400_000;
const month = 30 * day;

/** A promise to be up, of a service or by an objective. */
interface Uptime {
  readonly path: Path;
  readonly share: number;
  readonly services: readonly string[];
}

/** Rules uptime-below-maintenance and uptime-below-one-incident: what is planned, and what is promised, must leave it possible. */
export const uptime = (draft: Draft): readonly Problem[] => {
  const uptimes = uptimesIn(draft);
  return [
    ...(isWhole(draft, 'maintenance') ? belowMaintenance(draft, uptimes) : []),
    ...(isWhole(draft, 'services', 'objectives') ? belowOneIncident(draft, uptimes) : []),
  ];
};

/** An objective says nothing more of a service that has an uptime of its own. */
function uptimesIn({ written }: Draft): readonly Uptime[] {
  const services = Object.entries(written.services ?? {}).flatMap(([name, { uptime: share }]) =>
    share === undefined ? [] : [{ path: ['services', name, 'uptime'], share, services: [name] }],
  );
  const own = services.flatMap((one) => one.services);
  const objectives = Object.entries(written.objectives ?? {}).flatMap(([name, { measure = name, target, of = [] }]) => {
    const rest = of.filter((service) => !own.includes(service));
    if (measure !== 'uptime' || target === undefined || (of.length > 0 && rest.length === 0)) return [];
    if (!('unit' in target) || target.unit !== '%' || target.op.startsWith('<')) return [];
    return [{ path: ['objectives', name, 'target'], share: target.value / 100, services: rest }];
  });
  return [...services, ...objectives];
}

const belowMaintenance = (draft: Draft, uptimes: readonly Uptime[]): readonly Problem[] =>
  uptimes.flatMap(({ path, share, services }) => {
    const counting = services.filter((name) => draft.written.services?.[name]?.maintenance === 'counts');
    const planned = Math.max(0, ...counting.map((name) => monthlyDowntimeMs(draft, name)));
    if (planned <= allowed(share)) return [];
    const message = `${leaves(share)}, yet about ${inMinutes(planned)} of maintenance are planned in it, and count: promise less, maintain less, or do not count it`;
    return [clash(path, 'uptime-below-maintenance', message, ['maintenance', 'kinds'])];
  });

/** Once for a plan, at its highest promise: what is accepted there holds for the lower ones. */
function belowOneIncident({ written, names }: Draft, uptimes: readonly Uptime[]): readonly Problem[] {
  const worst = names('severities')[0];
  const resolution = worst === undefined ? undefined : written.severities?.[worst]?.resolution?.to;
  const highest = uptimes.toSorted((a, b) => b.share - a.share)[0];
  if (worst === undefined || resolution === undefined || highest === undefined) return [];
  const ms = 'ms' in resolution ? resolution.ms : resolution.businessDays * day;
  if (ms <= allowed(highest.share)) return [];
  const message = `${leaves(highest.share)}, yet one \`${worst}\` may take ${spellSpan(ms)} to resolve: a single incident that keeps its promise breaks this one; promise less, or resolve sooner`;
  return [clash(highest.path, 'uptime-below-one-incident', message, ['severities', worst, 'resolution'])];
}

/** Ms of a month, in whole seconds: shares such as 99.9% are not exact. */
const allowed = (share: number): number => Math.round(((1 - share) * month) / 1000) * 1000;

const leaves = (share: number): string =>
  `${inPercent(share)} leaves ${spellSpan(allowed(share))} of a month of 30 days`;

const inMinutes = (ms: number): string => spellSpan(Math.round(ms / 60_000) * 60_000);

/** A share as it is written: `99.95%`. */
export const inPercent = (share: number): string => `${Number((share * 100).toFixed(6))}%`;
