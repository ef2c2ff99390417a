import type { Kysely } from 'kysely';

import type { Database } from './schema.ts';

type Db = Kysely<Database>;

/** The mutes that hold at an instant. */
export async function mutesAt(db: Db, at: number, plans: readonly string[]) {
  if (plans.length === 0) return [];
  const query = db.selectFrom('mute').selectAll().where('plan', 'in', plans).where('from_at', '<=', at);
  return query.where('until_at', '>', at).where('ended_at', 'is', null).orderBy('until_at').execute();
}

/** Until when any of these monitors is muted at an instant; undefined where none is. */
export async function mutedUntil(
  db: Db,
  plan: string,
  monitors: readonly string[],
  at: number,
): Promise<number | undefined> {
  const query = db.selectFrom('mute').select('until_at').where('plan', '=', plan).where('monitor', 'in', monitors);
  const row = await query
    .where('from_at', '<=', at)
    .where('until_at', '>', at)
    .where('ended_at', 'is', null)
    .orderBy('until_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.until_at;
}

export const insertMute = (db: Db, row: Omit<Database['mute'], 'id' | 'ended_at' | 'ended_by'>) =>
  db.insertInto('mute').values(row).execute();

/** Ends the mutes of a monitor that hold at `at`. */
export const endMutes = (
  db: Db,
  { plan, monitor, at, by }: { plan: string; monitor: string; at: number; by: string },
) =>
  db
    .updateTable('mute')
    .set({ ended_at: at, ended_by: by })
    .where('plan', '=', plan)
    .where('monitor', '=', monitor)
    .where('until_at', '>', at)
    .where('ended_at', 'is', null)
    .execute();
