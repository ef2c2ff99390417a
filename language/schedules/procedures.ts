import { round, spreadOf } from './round.ts';
import type { Scheduler } from './round.ts';

/** Those of `procedures` that come round, by `procedures/tidy-up`; what asks something is begun by people, who can answer. */
export const procedureSchedules: Scheduler = (written) =>
  Object.assign(
    {},
    ...Object.entries(written.procedures ?? {})
      .filter(([, { asks = {} }]) => Object.keys(asks).length === 0)
      .map(([id, { every, starts, while: during }]) => {
        const name = `procedures/${id}`;
        return round(name, written, {
          every,
          ...(starts !== undefined && { startsOn: starts }),
          ...(during !== undefined && { during: { procedure: during.procedure, days: during.on ?? null } }),
          ...spreadOf(name, every),
        });
      }),
  ) as ReturnType<Scheduler>;
