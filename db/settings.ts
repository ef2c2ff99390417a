import type { Db } from './connect.ts';

/** The value kept under `name`; the first to ask decides it, by `first`. */
export async function settingOr(db: Db, name: string, first: () => string): Promise<string> {
  await db
    .insertInto('setting')
    .values({ name, value: first() })
    .onConflict((row) => row.doNothing())
    .execute();
  return (await db.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirstOrThrow()).value;
}

export const setSetting = (db: Db, name: string, value: string) =>
  db
    .insertInto('setting')
    .values({ name, value })
    .onConflict((row) => row.column('name').doUpdateSet({ value }))
    .execute();

/** Adds to a counter that all processes share; it outlives them. */
export const count = (db: Db, name: string, by: number) =>
  db
    .insertInto('counter')
    .values({ name, value: by })
    .onConflict((row) => row.column('name').doUpdateSet((was) => ({ value: was('counter.value', '+', by) })))
    .execute();

export const setCounter = (db: Db, name: string, value: number) =>
  db
    .insertInto('counter')
    .values({ name, value })
    .onConflict((row) => row.column('name').doUpdateSet({ value }))
    .execute();

export const counters = (db: Db) => db.selectFrom('counter').selectAll().orderBy('name').execute();
