import type { Service, UptimeObjective } from '../domain/plan.ts';
import type { Chapter, Written } from './schema.ts';

export const serviceOf = (one: Chapter<'services'>[string], title: string): Service => ({
  title,
  partOf: one['part of'] ?? null,
  dependsOn: one['depends on'] ?? [],
  uptime: one.uptime === undefined ? null : exact(one.uptime),
  maintenanceCounts: one.maintenance === 'counts',
});

/** 99.9 % is 0.999 and nothing beside it. */
const exact = (share: number): number => Number(share.toFixed(8));

/** The objectives that say how much services should be up, by name; those that name no service are of all that are measured. */
export const buildUptimes = (
  { objectives = {}, services = {} }: Written,
  titled: (chapter: string, id: string, title: string | undefined) => string,
): Record<string, UptimeObjective> =>
  Object.fromEntries(
    Object.entries(objectives).flatMap(([name, { measure = name, target, of = [], title }]) => {
      if (measure !== 'uptime' || target === undefined || !('unit' in target)) return [];
      if (target.unit !== '%' || target.op.startsWith('<')) return [];
      const share = exact(target.value / 100);
      const known = of.filter((one) => services[one] !== undefined);
      return [[name, { title: titled('objectives', name, title), target: share, of: known }]];
    }),
  );
