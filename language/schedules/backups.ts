import type { Recurrence } from '../../domain/recurrence.ts';

import { round } from './round.ts';
import type { Scheduler } from './round.ts';

/** What has grown meanwhile is taken so often where it is to be taken all the time. */
const always: Recurrence = { kind: 'interval', ms: 300_000 };

/** When each backup that Guardia makes is made, and when any is tested. */
export const backupSchedules: Scheduler = (written) =>
  Object.assign(
    {},
    ...Object.entries(written.backups ?? {}).flatMap(([name, { every, driver, 'restore test': test }]) => [
      ...(driver === 'watch'
        ? []
        : [round(`backups/${name}`, written, { every: every.kind === 'continuous' ? always : every })]),
      round(`backups/${name}/restore-test`, written, { every: test?.every }),
    ]),
  ) as ReturnType<Scheduler>;
