import { leadOf, writtenKinds } from '../maintenance.ts';

import { round } from './round.ts';
import type { Scheduler } from './round.ts';

/** Each kind that comes round, so long before that it can be announced: it is then that its run begins. */
export const maintenanceSchedules: Scheduler = (written) => {
  const { maintenance } = written;
  if (maintenance === undefined) return {};
  const timezone = maintenance.timezone ?? written.timezone;
  return Object.assign(
    {},
    ...Object.entries(writtenKinds(maintenance)).map(([name, { every, notice }]) => {
      const spreadMs = -leadOf(notice ?? maintenance.notice ?? null);
      return round(`maintenance/${name}`, { ...written, timezone }, { every, spreadMs });
    }),
  ) as ReturnType<Scheduler>;
};
