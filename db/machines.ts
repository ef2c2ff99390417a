import { sql } from 'kysely';

import type { Db } from './connect.ts';
import type { MachineReport } from './schema/machines.ts';

/** A machine that was seen within a day. */
export interface Machine {
  readonly name: string;
  readonly host: string;
  readonly skewMs: number;
  readonly seenAgoMs: number;
  readonly report: MachineReport;
}

/** Writes down how a machine stands; `now` is its own clock. */
export const sawMachine = (db: Db, { name, host, report, now }: Sighting) =>
  sql`
    insert into machine (name, host, seen, skew_ms, report)
    values (${name}, ${host}, clock_timestamp(), ${now} - floor(extract(epoch from clock_timestamp()) * 1000), ${JSON.stringify(report)}::jsonb)
    on conflict (name, host) do update set seen = excluded.seen, skew_ms = excluded.skew_ms, report = excluded.report`.execute(
    db,
  );

interface Sighting extends Pick<Machine, 'name' | 'host' | 'report'> {
  readonly now: number;
}

/** All that were seen within a day. */
export async function machines(db: Db): Promise<readonly Machine[]> {
  const ago = sql<number>`(extract(epoch from clock_timestamp() - seen) * 1000)::float`;
  const rows = await db
    .selectFrom('machine')
    .select(['name', 'host', 'skew_ms', 'report', ago.as('ago')])
    .where('seen', '>', sql<Date>`clock_timestamp() - interval '1 day'`)
    .orderBy('name')
    .orderBy('host')
    .execute();
  return rows.map(({ name, host, skew_ms: skewMs, report, ago: seenAgoMs }) => ({
    name,
    host,
    skewMs,
    seenAgoMs,
    report,
  }));
}

/** Its version, and what its clock says, epoch ms. */
export async function serverOf(db: Db): Promise<{ readonly version: string; readonly at: number }> {
  const { rows } = await sql<{ version: string; at: number }>`
    select current_setting('server_version') as version, (extract(epoch from clock_timestamp()) * 1000)::float as at`.execute(
    db,
  );
  return rows[0]!;
}

/** The versions of plans that are in force, as they are written. */
export const writtenPlans = (db: Db) =>
  db
    .selectFrom('plan')
    .innerJoin('plan_version', (on) =>
      on.onRef('plan_version.plan', '=', 'plan.slug').onRef('plan_version.version', '=', 'plan.version'),
    )
    .select(['plan.slug', 'plan.version', 'plan_version.written'])
    .orderBy('plan.slug')
    .execute();
