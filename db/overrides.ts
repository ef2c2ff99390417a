import type { Insertable, Kysely, Selectable } from 'kysely';

import type { Shift } from '../domain/on-call.ts';

import type { Database } from './schema.ts';

type Table = Database['override'];
export type Override = Selectable<Table>;

/** Keeps an override; throws a unique violation where the caller's key is there already. */
export const insertOverride = (db: Kysely<Database>, override: Insertable<Table>): Promise<Override> =>
  db.insertInto('override').values(override).returningAll().executeTakeFirstOrThrow();

export const overrideByKey = (db: Kysely<Database>, caller: string, key: string) =>
  db.selectFrom('override').selectAll().where('caller', '=', caller).where('key', '=', key).executeTakeFirst();

/** The override, locked until the transaction ends. */
export const lockOverride = (tx: Kysely<Database>, id: number) =>
  tx.selectFrom('override').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

export const cancelOverride = (tx: Kysely<Database>, id: number, at: number, by: string): Promise<Override> =>
  tx
    .updateTable('override')
    .set({ cancelled_at: at, cancelled_by: by })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();

/** The last ones made of these plans, the newest first. */
export const listOverrides = (db: Kysely<Database>, plans: readonly string[], limit: number): Promise<Override[]> =>
  db.selectFrom('override').selectAll().where('plan', 'in', plans).orderBy('id', 'desc').limit(limit).execute();

/** What overrides of a plan make of the time since `sinceAt`, by rotation, in the order in which they were made. */
export async function overridesSince(
  db: Kysely<Database>,
  plan: string,
  sinceAt: number,
): Promise<ReadonlyMap<string, readonly Shift[]>> {
  const query = db.selectFrom('override').select(['rotation', 'person', 'from_at', 'until_at', 'cancelled_at']);
  const rows = await query.where('plan', '=', plan).where('until_at', '>', sinceAt).orderBy('id').execute();
  const shifts = rows.map(({ rotation, person, from_at: from, until_at, cancelled_at }) => ({
    rotation,
    shift: { person, from, until: Math.min(until_at, cancelled_at ?? Infinity) },
  }));
  const standing = shifts.filter(({ shift }) => shift.from < shift.until);
  const grouped = Map.groupBy(standing, ({ rotation }) => rotation);
  return new Map([...grouped].map(([rotation, all]) => [rotation, all.map(({ shift }) => shift)]));
}
