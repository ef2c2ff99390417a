import type { Backup } from '../../domain/plan/backups.ts';
import { Settings } from '../../language/settings.ts';
import type { Environment } from '../../language/settings.ts';

import { locate } from './place.ts';

/** Whether everything that a backup names is configured: nothing runs on one that is not, and nobody misses its copies. */
export function isConfigured({ on, run, places, environment, driver, watch }: Backup, env: Environment): boolean {
  const settings = new Settings(env);
  const named = [...(on === null ? [] : [on]), ...run, ...askedBy(watch)];
  // What a provider keeps is where it keeps it.
  if (driver !== 'watch' && places.some((one) => locate(one, env) === null)) return false;
  const isThere = driver === 'run' || (driver === 'watch' ? watch !== null : on !== null);
  return isThere && named.every((one) => settings.resolve(one, []) !== null) && environment.every((name) => env[name]);
}

const askedBy = (watch: Backup['watch']): readonly string[] =>
  watch === null ? [] : [watch.target, watch.key, watch.size].filter((one) => one !== null);
