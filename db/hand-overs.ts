import type { Kysely } from 'kysely';

import type { Gap } from '../domain/on-call.ts';

import type { Database } from './schema.ts';

type HandOver = Database['hand_over'];

/** The last hand-over of each rotation of a plan. */
export const lastHandOvers = (db: Kysely<Database>, plan: string): Promise<HandOver[]> =>
  db
    .selectFrom('hand_over')
    .distinctOn('rotation')
    .selectAll()
    .where('plan', '=', plan)
    .orderBy('rotation')
    .orderBy('at', 'desc')
    .execute();

export const handOverAt = (db: Kysely<Database>, plan: string, rotation: string, at: number) =>
  db
    .selectFrom('hand_over')
    .selectAll()
    .where('plan', '=', plan)
    .where('rotation', '=', rotation)
    .where('at', '=', at)
    .executeTakeFirst();

export const insertHandOver = (tx: Kysely<Database>, row: HandOver) =>
  tx
    .insertInto('hand_over')
    .values(row)
    .onConflict((one) => one.doNothing())
    .execute();

/** Until the transaction ends nobody else writes down what happens to the rotations of this plan. */
export const lockRotations = (tx: Kysely<Database>, plan: string) =>
  tx.selectFrom('plan').select('slug').where('slug', '=', plan).forNoKeyUpdate().execute();

/** The gaps of a rotation that were told and are not over by `now`. */
export async function gapsTold(
  db: Kysely<Database>,
  plan: string,
  rotation: string,
  now: number,
): Promise<readonly Gap[]> {
  const query = db.selectFrom('gap_told').select(['from_at', 'until_at']).where('plan', '=', plan);
  const rows = await query.where('rotation', '=', rotation).where('until_at', '>', now).execute();
  return rows.map(({ from_at: from, until_at: until }) => ({ from, until }));
}

/** Keeps that gaps were told; forgets those that are over. */
export async function noteGaps(
  tx: Kysely<Database>,
  { plan, rotation, gaps, now }: { plan: string; rotation: string; gaps: readonly Gap[]; now: number },
): Promise<void> {
  await tx.deleteFrom('gap_told').where('plan', '=', plan).where('until_at', '<=', now).execute();
  await tx
    .insertInto('gap_told')
    .values(gaps.map(({ from, until }) => ({ plan, rotation, from_at: from, until_at: until })))
    .onConflict((one) => one.doNothing())
    .execute();
}

/** What waits to be told of rotations, and of how services run: their references. */
export async function standingToTell(db: Kysely<Database>, now: number): Promise<readonly string[]> {
  const query = db.selectFrom('notification').select('reference').distinct().where('try_at', '<=', now);
  return (
    await query
      .where((one) => one.or([one('reference', 'like', 'rotation:%'), one('reference', 'like', 'mode:%')]))
      .execute()
  ).map(({ reference }) => reference);
}
