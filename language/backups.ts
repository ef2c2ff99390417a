import type { Backup, DriverName, Keep, Mode, ProviderWatch, RestoreTest } from '../domain/plan/backups.ts';

import type { Chapter, Written } from './schema.ts';
import { tellOf } from './tell.ts';
import { longestGapMs, shortestGapMs } from './time/gaps.ts';

type WrittenBackup = Chapter<'backups'>[string];

const orNull = <T>(value: T | undefined): T | null => value ?? null;

export const backupOf = (one: WrittenBackup, name: string, title: string, written: Written): Backup => ({
  title,
  of: one.of ?? name,
  service: orNull(one.service),
  on: orNull(one.on),
  every: one.every,
  mode: one.mode ?? 'full',
  driver: one.driver ?? usualDriver(one, name, written),
  run: one.run ?? [],
  environment: one.environment ?? [],
  provider: orNull(one.provider),
  watch: watchOf(one),
  places: one.places ?? [],
  keep: keepOf(one.keep),
  rpoMs: orNull(one.rpo),
  restoreTest: restoreTestOf(one, written),
  restoreTakesMs: orNull(one['restore takes']),
  lastsMs: orNull(one.lasts),
  opens: orNull(one.opens),
  runsOn: orNull(one['runs on']),
});

const hour = 3_600_000;
const quarterMs = 900_000;

/** As old as its rhythm lets it become, and a tenth more; an hour where it is continuous, a day where there is none. */
function watchOf({ watch, every }: WrittenBackup): ProviderWatch | null {
  if (watch === undefined) return null;
  const kind = (['http', 'sql', 'files'] as const).find((key) => watch[key] !== undefined)!;
  const gapMs = longestGapMs(every) ?? 24 * hour;
  return {
    kind,
    target: watch[kind]!,
    key: orNull(watch.key),
    newest: orNull(watch.newest),
    size: orNull(watch.size),
    everyMs: (watch.every && shortestGapMs(watch.every)) || quarterMs,
    youngerMs: watch.younger ?? (gapMs === 0 ? hour : Math.round(gapMs * 1.1)),
    largerThan: orNull(watch.larger),
  };
}

const usual: Readonly<Record<Mode, DriverName>> = {
  full: 'pg_dump',
  differential: 'pgbackrest',
  incremental: 'pgbackrest',
  'point in time': 'basebackup',
  snapshot: 'restic',
};

/** By its mode; but a full copy that others of its data set build upon is made by what makes those. */
function usualDriver({ mode = 'full', of }: WrittenBackup, name: string, { backups = {} }: Written): DriverName {
  const built = Object.entries(backups).some(
    ([other, one]) =>
      (one.of ?? other) === (of ?? name) && one.driver === undefined && usual[one.mode ?? 'full'] === 'pgbackrest',
  );
  return mode === 'full' && built ? 'pgbackrest' : usual[mode];
}

const keepOf = (keep: WrittenBackup['keep']): Keep | null =>
  keep === undefined
    ? null
    : {
        daily: orNull(keep.daily),
        weekly: orNull(keep.weekly),
        monthly: orNull(keep.monthly),
        yearly: orNull(keep.yearly),
      };

function restoreTestOf({ 'restore test': test }: WrittenBackup, written: Written): RestoreTest | null {
  if (test === undefined) return null;
  const { every, validate = [], within, owner = [] } = test;
  return { every, validate, withinMs: orNull(within), owner: owner.flatMap((who) => tellOf(who, written)) };
}
