import { sql } from 'kysely';
import type { Insertable, Kysely, Selectable, Updateable } from 'kysely';

import type { Database } from './schema.ts';
import type { CopyRow } from './schema/backups.ts';

type Db = Kysely<Database>;

export type Copy = Selectable<CopyRow>;

/** Whoever makes a copy must say so again within that. */
const leaseSeconds = 120;
const lease = sql<string>`clock_timestamp() + make_interval(secs => ${leaseSeconds})`;

type Begun = Pick<
  Insertable<CopyRow>,
  'plan' | 'backup' | 'of' | 'run' | 'driver' | 'mode' | 'place' | 'base' | 'same_as' | 'location' | 'began_at'
>;

/** Writes down a copy before it is made; undefined where one of this backup is being made in that place. */
export async function beginCopy(db: Db, begun: Begun): Promise<Copy | undefined> {
  const query = db.insertInto('copy').values({ ...begun, status: 'making', lease_until: lease });
  return query
    .onConflict((on) => on.columns(['plan', 'backup', 'place']).where('status', '=', 'making').doNothing())
    .returningAll()
    .executeTakeFirst();
}

/** Whether a copy of a data set is being made in one of these places. */
export async function isBeingMade(db: Db, plan: string, of: string, places: readonly string[]): Promise<boolean> {
  const query = db.selectFrom('copy').select('id').where('plan', '=', plan).where('of', '=', of);
  const making = query.where('place', 'in', places).where('status', '=', 'making').limit(1);
  return (await making.executeTakeFirst()) !== undefined;
}

/** Says that somebody still makes it. False: it was taken for lost. */
export async function holdCopy(db: Db, id: number): Promise<boolean> {
  const query = db.updateTable('copy').set({ lease_until: lease }).where('id', '=', id).where('status', '=', 'making');
  return (await query.returning('id').executeTakeFirst()) !== undefined;
}

type Made = Pick<
  Updateable<CopyRow>,
  'made_at' | 'reaches_at' | 'position' | 'ms' | 'bytes' | 'sha256' | 'tool' | 'verdict' | 'location' | 'mode' | 'base'
>;

/** A copy stands. False: it was taken for lost, and does not count. */
export async function finishCopy(db: Db, id: number, made: Made): Promise<boolean> {
  const row = await db
    .updateTable('copy')
    .set({ ...made, status: 'good', verified_at: made.made_at ?? null, lease_until: null })
    .where('id', '=', id)
    .where('status', '=', 'making')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** It did not come about. */
export const failCopy = (db: Db, id: number, why: string, ms: number | null) =>
  db
    .updateTable('copy')
    .set({ status: 'failed', failed_why: why, ms, lease_until: null })
    .where('id', '=', id)
    .where('status', '=', 'making')
    .execute();

/** Those whose makers were lost have failed. Answers which. */
export const failLostCopies = (db: Db): Promise<Copy[]> =>
  db
    .updateTable('copy')
    .set({ status: 'failed', failed_why: 'lost', lease_until: null })
    .where('status', '=', 'making')
    .where('lease_until', '<', sql<Date>`clock_timestamp()`)
    .returningAll()
    .execute();

type Seen = Pick<
  Updateable<CopyRow>,
  'reaches_at' | 'position' | 'bytes' | 'sha256' | 'verdict' | 'verified_at' | 'proven_at'
>;

/** What was seen of it later. */
export const updateCopy = (db: Db, id: number, seen: Seen) =>
  db.updateTable('copy').set(seen).where('id', '=', id).execute();

/** It was good and is not any more: neither it nor what builds upon it counts. */
export const damageCopy = (db: Db, id: number, why: string) =>
  sql`
    with recursive upon (id) as (
      select ${id}::bigint union select copy.id from copy join upon on copy.base = upon.id)
    update copy set status = 'damaged', failed_why = case when copy.id = ${id} then ${why} else 'base-damaged' end
    where copy.id in (select id from upon) and status = 'good'`.execute(db);

export const deleteCopy = (db: Db, id: number, at: number) =>
  db.updateTable('copy').set({ deleted_at: at }).where('id', '=', id).where('deleted_at', 'is', null).execute();

/** What lost makers of a backup have left in its places. */
export const leftovers = (db: Db, plan: string, backup: string): Promise<Copy[]> =>
  db
    .selectFrom('copy')
    .selectAll()
    .where('plan', '=', plan)
    .where('backup', '=', backup)
    .where('status', '=', 'failed')
    .where('failed_why', '=', 'lost')
    .where('removed_at', 'is', null)
    .execute();

export const clearedCopy = (db: Db, id: number, at: number) =>
  db.updateTable('copy').set({ removed_at: at }).where('id', '=', id).execute();

/** It was really restored, and with it all that it builds upon. */
export const proveCopy = (db: Db, id: number, at: number) =>
  sql`
    with recursive below (id) as (
      select ${id}::bigint union select copy.base from copy join below on copy.id = below.id where copy.base is not null)
    update copy set proven_at = ${at}::bigint, verified_at = ${at}::bigint
    where id in (select id from below)`.execute(db);

interface Spot {
  readonly plan: string;
  readonly of: string;
  readonly place: string;
  readonly location: string;
}

/** The good copy of a data set that a driver finds there. */
export const copyAt = (db: Db, { plan, of, place, location }: Spot): Promise<Copy | undefined> =>
  db
    .selectFrom('copy')
    .selectAll()
    .where('plan', '=', plan)
    .where('of', '=', of)
    .where('place', '=', place)
    .where('location', '=', location)
    .where('status', '=', 'good')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();

/** A copy by its number. */
export const copyOf = (db: Db, id: number): Promise<Copy | undefined> =>
  db.selectFrom('copy').selectAll().where('id', '=', id).executeTakeFirst();

/** The good copies of a backup that are there, the newest first. */
export const goodCopies = (db: Db, plan: string, backup: string): Promise<Copy[]> =>
  db
    .selectFrom('copy')
    .selectAll()
    .where('plan', '=', plan)
    .where('backup', '=', backup)
    .where('status', '=', 'good')
    .where('deleted_at', 'is', null)
    .orderBy('began_at', 'desc')
    .orderBy('id', 'desc')
    .execute();

/** All copies of a backup, failed and deleted ones too, the newest first. */
export const lastCopies = (db: Db, plan: string, backup: string, limit: number): Promise<Copy[]> =>
  db
    .selectFrom('copy')
    .selectAll()
    .where('plan', '=', plan)
    .where('backup', '=', backup)
    .orderBy('began_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
