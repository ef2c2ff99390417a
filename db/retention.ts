import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';

import type { Event } from '../domain/incident/incident.ts';

import type { Copy } from './copies.ts';
import { chained, insertEvents } from './events.ts';
import type { Database } from './schema.ts';

/** The copies of a data set, whichever backup made them. */
export interface OfSet {
  readonly plan: string;
  readonly set: string;
  /** The backups that are of it by now. */
  readonly backups: readonly string[];
}

const copiesOf = (db: Kysely<Database>, { plan, set, backups }: OfSet) =>
  db
    .selectFrom('copy')
    .selectAll('copy')
    .where('plan', '=', plan)
    .where((one) => one.or([one('of', '=', set), one('backup', 'in', ['', ...backups])]))
    .orderBy('id', 'desc');

/** Everything of a data set that is kept somewhere or being made, the newest first. */
export const heldCopies = (db: Kysely<Database>, which: OfSet): Promise<Copy[]> =>
  copiesOf(db, which)
    .where('deleted_at', 'is', null)
    .where((one) => one.or([one('status', '<>', 'failed'), one('location', 'is not', null)]))
    .execute();

/** The same, while nobody else decides about these copies: until the transaction ends. */
export async function lockHeldCopies(tx: Transaction<Database>, which: OfSet): Promise<Copy[]> {
  await lock(tx, `retention:${which.plan}/${which.set}`);
  return heldCopies(tx, which);
}

/** From which something is being restored now. */
export async function copiesInUse(db: Kysely<Database>, plan: string): Promise<ReadonlySet<number>> {
  const query = db.selectFrom('restore_test').select('copy').where('plan', '=', plan).where('status', '=', 'running');
  return new Set((await query.execute()).flatMap(({ copy }) => copy ?? []));
}

/** A copy counts no more, and waits to be deleted. */
export const letGo = (tx: Transaction<Database>, id: number, why: string, at: number) =>
  tx.updateTable('copy').set({ deleted_at: at, gone_why: why }).where('id', '=', id).execute();

/** What was let go and may still be where it was, the newest first: what builds upon another is younger. */
export const leavingCopies = (db: Kysely<Database>, which: OfSet): Promise<Copy[]> =>
  copiesOf(db, which).where('gone_why', 'is not', null).where('removed_at', 'is', null).execute();

export const noteRemoved = (db: Kysely<Database>, id: number, at: number) =>
  db.updateTable('copy').set({ removed_at: at }).where('id', '=', id).execute();

/** Adds events to what is on record about something that is no incident, chained to those before. */
export async function addEvents(tx: Transaction<Database>, subject: string, events: readonly Event[]): Promise<void> {
  await lock(tx, `events:${subject}`);
  const last = await tx
    .selectFrom('event')
    .select(['seq', 'hash'])
    .where('reference', '=', subject)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const start = { seq: last?.seq ?? 0, chain: last?.hash ?? '' };
  await insertEvents(tx, chained(subject, events, start, null))?.execute();
}

const lock = (tx: Transaction<Database>, name: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`guardia/${name}`}, 0))`.execute(tx);
