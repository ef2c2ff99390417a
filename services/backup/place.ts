import { Settings } from '../../language/settings.ts';
import type { Environment } from '../../language/settings.ts';

/** Whether it is no more than a name. */
export const isNamed = (written: string): boolean => !/[/:\\$]/.test(written);

/** By which the environment says where a named place is. */
export const variableOf = (name: string): string =>
  `GUARDIA_PLACE_${name.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')}`;

/**
 * Where a place of copies is: a folder or an address as it is written, with its `${NAME}`. One that is only named, such as `S3`, is where
 * `GUARDIA_PLACE_S3` says; null: nobody says so.
 */
export function locate(written: string, env: Environment): string | null {
  const at = new Settings(env).resolve(written, []);
  if (at === null || !isNamed(at)) return at;
  return env[variableOf(at)] || null;
}
