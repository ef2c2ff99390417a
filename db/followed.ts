import { sql } from 'kysely';
import type { Kysely } from 'kysely';

import type { Plan } from '../domain/plan.ts';

import type { Database } from './schema.ts';

/** A log that was followed from a backup's server into a place. */
export interface Followed {
  readonly plan: string;
  readonly backup: string;
  /** As the plan writes it; empty: Guardia's own folder. */
  readonly place: string;
}

/** Every log that was followed since it was last let go. */
export async function followedLogs(db: Kysely<Database>): Promise<readonly Followed[]> {
  const { rows } = await sql<Followed>`
    select plan, backup, place from copy
    where driver = 'basebackup' and mode = 'point in time' and same_as is null
    group by plan, backup, place
    having max(began_at) > coalesce((
      select value::bigint from setting where name = 'log-let-go:' || copy.plan || '/' || copy.backup || '/' || copy.place), 0)
    order by 1, 2, 3`.execute(db);
  return rows;
}

/** It is not followed any more. */
export const logLetGo = ({ plan, backup, place }: Followed) => `log-let-go:${plan}/${backup}/${place}`;

/** The newest version of a plan that followed it; undefined where there is none. */
export async function lastFollowing(
  db: Kysely<Database>,
  { plan, backup, place }: Followed,
): Promise<Plan | undefined> {
  const { rows } = await sql<{ compiled: Plan }>`
    select compiled from plan_version
    where plan = ${plan} and compiled -> 'backups' -> ${backup} ->> 'driver' = 'basebackup'
      and compiled -> 'backups' -> ${backup} ->> 'mode' = 'point in time'
      and coalesce(compiled -> 'backups' -> ${backup} -> 'places' ->> 0, '') = ${place}
    order by version desc limit 1`.execute(db);
  return rows[0]?.compiled;
}
