import { join } from 'node:path';

import type { Plan } from '../../domain/plan.ts';
import { Settings } from '../../language/settings.ts';
import type { Environment } from '../../language/settings.ts';

import { Failure } from './driver.ts';
import { isNamed, locate } from './place.ts';
import type { Driver, Drivers, Source } from './driver.ts';

/** What only the edge of the machine can do for backups. */
export interface BackupTools {
  readonly drivers: Drivers;
  /** Where the files of a plan are on this machine; null: it is not here. */
  readonly folderOf: (plan: string) => string | null;
  /** Guardia's own folder for copies that the plan gives no place. */
  readonly copies: string;
  /** Makes an empty folder for what is restored to be looked at. */
  readonly scratch: () => Promise<string>;
  /** Takes it away; never rejects. */
  readonly discard: (folder: string) => Promise<void>;
  /** The first values of what a query finds in a restored database; throws where it finds out nothing. */
  readonly ask: (url: string, query: string, signal: AbortSignal) => Promise<readonly unknown[]>;
}

/** A backup with every value in its place. Throws a `Failure` where one is not configured. */
export function sourceOf({ slug, backups }: Plan, name: string, env: Environment, tools: BackupTools): Source {
  const backup = backups[name]!;
  const settings = new Settings(env);
  return {
    plan: slug,
    backup: name,
    of: backup.of,
    driver: backup.driver,
    mode: backup.mode,
    on: backup.on === null ? null : required(settings.resolve(backup.on, []), 'on'),
    command: backup.run.map((one) => required(settings.resolve(one, []), 'run')),
    folder: tools.folderOf(slug),
    environment: Object.fromEntries(backup.environment.map((one) => [one, required(env[one] ?? null, one)])),
  };
}

/** A place as the plan writes it, and where that is. */
export interface Place {
  readonly written: string;
  readonly at: string;
}

/** The places of a backup's copies, the first one first. Throws a `Failure` where one is not configured. */
export function placesOf(
  { slug, backups }: Plan,
  name: string,
  env: Environment,
  tools: BackupTools,
): readonly Place[] {
  const { places, of, driver } = backups[name]!;
  // A repository is a whole folder: where several backups have one place, each data set has its own in it.
  const own = tools.drivers[driver]?.duplicate === undefined ? [slug, `${of}-${driver}`] : [];
  if (places.length === 0) return [{ written: '', at: join(tools.copies, ...own) }];
  return places.map((written) => {
    const at = required(locate(written, env), 'places');
    return { written, at: isNamed(written) ? [at, ...own].join('/') : at };
  });
}

/** Where a copy is. Throws a `Failure` where the plan does not have its place any more. */
export const placeOf = (plan: Plan, name: string, written: string, env: Environment, tools: BackupTools): string =>
  required(placesOf(plan, name, env, tools).find((one) => one.written === written)?.at ?? null, 'places');

/** What makes a backup's copies. Throws a `Failure` where nothing does. */
export function driverOf({ drivers }: BackupTools, { driver }: Source): Driver {
  const found = drivers[driver];
  if (found === undefined) throw new Failure('no-driver', driver);
  return found;
}

function required(value: string | null, name: string): string {
  if (value === null || value === '') throw new Failure('not-configured', name);
  return value;
}
