import { round } from './round.ts';
import type { Scheduler } from './round.ts';

/** When a recovery is rehearsed, and when each standby is looked at. */
export const continuitySchedules: Scheduler = (written) => {
  const { drill, standby = {} } = written.continuity ?? {};
  const looked = Object.entries(standby).map(([id, { check }]) =>
    round(`continuity/standby/${id}`, written, { every: check }),
  );
  return Object.assign({}, round('continuity/drill', written, { every: drill }), ...looked) as ReturnType<Scheduler>;
};
