import type { Backup } from '../../domain/plan/backups.ts';
import { Settings } from '../../language/settings.ts';
import type { Environment } from '../../language/settings.ts';

/** Whether everything that a backup names is configured: nothing runs on one that is not, and nobody misses its copies. */
export function isConfigured({ on, run, places, environment, driver }: Backup, env: Environment): boolean {
  const settings = new Settings(env);
  const named = [...(on === null ? [] : [on]), ...run, ...places];
  const isThere = driver === 'run' || driver === 'watch' || on !== null;
  return isThere && named.every((one) => settings.resolve(one, []) !== null) && environment.every((name) => env[name]);
}
