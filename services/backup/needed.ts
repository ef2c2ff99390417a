import type { Plan } from '../../domain/plan.ts';

import type { Drivers, Tool } from './driver.ts';

/** A program, and for which backups it is needed. */
export interface Needed extends Tool {
  readonly backups: readonly string[];
  /** The machine on which it must be; null: any worker's. */
  readonly runsOn: string | null;
}

/** What the backups of a plan need to be there at night. */
export function toolsNeeded(drivers: Drivers, { backups }: Pick<Plan, 'backups'>): readonly Needed[] {
  const all = Object.entries(backups).flatMap(
    ([
      name,
      {
        driver,
        run: [program],
        runsOn,
      },
    ]) => {
      const own = driver === 'run' && program !== undefined ? [{ program, debian: 'named by the plan' }] : [];
      return [...(drivers[driver]?.tools ?? []), ...own].map((tool) => ({ ...tool, runsOn, name }));
    },
  );
  const grouped = Map.groupBy(all, ({ program, runsOn }) => `${program}\n${runsOn ?? ''}`);
  return [...grouped.values()].map((those) => {
    const { program, debian, runsOn } = those[0]!;
    return { program, debian, runsOn, backups: [...new Set(those.map(({ name }) => name))] };
  });
}
