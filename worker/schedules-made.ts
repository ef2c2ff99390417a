import type { Db } from '../db/connect.ts';
import { setSetting, settingOr } from '../db/settings.ts';

const name = 'schedules';

/** What all workers have made, by id, and in which Temporal. */
interface Made {
  readonly cluster: string;
  readonly ids: readonly string[];
}

/** The schedules that this Temporal had after the last look. A new one has had none: nobody has deleted them there. */
export async function schedulesMade(db: Db, cluster: string): Promise<ReadonlySet<string>> {
  const made = JSON.parse(await settingOr(db, name, () => JSON.stringify({ cluster, ids: [] }))) as Made;
  return new Set(made.cluster === cluster ? made.ids : []);
}

export const noteSchedules = (db: Db, made: Made) => setSetting(db, name, JSON.stringify(made));

/** Which Temporal it is. */
export const clusterOf = (db: Db): Promise<string> => settingOr(db, 'temporal', () => '');
