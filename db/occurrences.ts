import { sql } from 'kysely';
import type { Kysely } from 'kysely';

import { openStatuses } from '../domain/incident/incident.ts';

import type { Db } from './connect.ts';
import type { Database } from './schema.ts';

type Row = Database['occurrence'];
type Key = Pick<Row, 'plan' | 'name' | 'nominal_at'>;

/** What became of an instant; undefined while nothing did. */
export const occurrenceOf = (db: Db, { plan, name, nominal_at: at }: Key) =>
  db
    .selectFrom('occurrence')
    .selectAll()
    .where('plan', '=', plan)
    .where('name', '=', name)
    .where('nominal_at', '=', at)
    .executeTakeFirst();

/** Writes what became of an instant; what was begun or skipped before stands, an overdue one keeps its incident. */
export const noteOccurrence = (db: Db, row: Omit<Row, 'incident'>) =>
  db
    .insertInto('occurrence')
    .values({ ...row, incident: null })
    .onConflict((conflict) => {
      const { plan: _plan, name: _name, nominal_at: _at, ...news } = row;
      return conflict
        .columns(['plan', 'name', 'nominal_at'])
        .doUpdateSet(news)
        .where('occurrence.outcome', '=', 'overdue');
    })
    .execute();

/** Writes that an instant is overdue, and what was opened for it. */
export const noteOverdue = (db: Db, row: Key & { readonly incident: string }) =>
  db
    .insertInto('occurrence')
    .values({ ...row, outcome: 'overdue', begun_at: null, what: null, why: null, asked_by: null, pause: null })
    .onConflict((conflict) => conflict.columns(['plan', 'name', 'nominal_at']).doUpdateSet({ incident: row.incident }))
    .execute();

/** What a schedule has done, the newest first. */
export const occurrencesOf = (db: Db, plan: string, name: string, limit: number) =>
  db
    .selectFrom('occurrence')
    .leftJoin('schedule_pause', 'schedule_pause.id', 'occurrence.pause')
    .selectAll('occurrence')
    .select(['schedule_pause.reason', 'schedule_pause.made_by'])
    .where('occurrence.plan', '=', plan)
    .where('occurrence.name', '=', name)
    .orderBy('nominal_at', 'desc')
    .limit(limit)
    .execute();

/** The last thing that each schedule of these plans has done. */
export const lastOccurrences = (db: Db, plans: readonly string[]) =>
  plans.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('occurrence')
        .distinctOn(['plan', 'name'])
        .selectAll()
        .where('plan', 'in', plans)
        .orderBy('plan')
        .orderBy('name')
        .orderBy('nominal_at', 'desc')
        .execute();

/** What is not overdue any more while what was opened for it is open. */
export const openOverdue = (db: Db) =>
  db
    .selectFrom('occurrence')
    .innerJoin('incident', 'incident.reference', 'occurrence.incident')
    .select(['occurrence.plan', 'occurrence.name', 'occurrence.nominal_at', 'occurrence.incident'])
    .where('occurrence.incident', 'is not', null)
    .where('occurrence.outcome', '<>', 'overdue')
    .where('incident.status', 'in', openStatuses)
    .execute();

/** The status of each of these tickets. */
export const ticketsOf = (db: Db, references: readonly string[]) =>
  references.length === 0
    ? Promise.resolve([])
    : db.selectFrom('incident').select(['reference', 'status']).where('reference', 'in', references).execute();

/** The pauses that hold at an instant. */
export const pausesAt = (db: Kysely<Database>, at: number, plans: readonly string[]) =>
  plans.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('schedule_pause')
        .selectAll()
        .where('plan', 'in', plans)
        .where('from_at', '<=', at)
        .where('until_at', '>', at)
        .where('ended_at', 'is', null)
        .execute();

/** A pause that held at any time of [from, until]; undefined where there is none. */
export const pauseWithin = (db: Db, plan: string, name: string, from: number, until: number) =>
  db
    .selectFrom('schedule_pause')
    .select('id')
    .where('plan', '=', plan)
    .where('name', '=', name)
    .where('from_at', '<=', until)
    .where('until_at', '>', from)
    .where((where) => where.or([where('ended_at', 'is', null), where('ended_at', '>', from)]))
    .orderBy('id', 'desc')
    .executeTakeFirst();

export const insertPause = (
  db: Kysely<Database>,
  row: Omit<Database['schedule_pause'], 'id' | 'ended_at' | 'ended_by'>,
) => db.insertInto('schedule_pause').values(row).execute();

/** Ends the pauses of a schedule that hold at `at`. */
export const endPauses = (
  db: Kysely<Database>,
  { plan, name, at, by }: { plan: string; name: string; at: number; by: string },
) =>
  db
    .updateTable('schedule_pause')
    .set({ ended_at: at, ended_by: by })
    .where('plan', '=', plan)
    .where('name', '=', name)
    .where('until_at', '>', at)
    .where('ended_at', 'is', null)
    .execute();

/** The tickets that the schedules of some chapters of these plans have opened, the newest first. */
export const reviewTickets = (db: Db, plans: readonly string[]) =>
  plans.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('occurrence')
        .innerJoin('incident', 'incident.reference', 'occurrence.what')
        .select(['occurrence.plan', 'occurrence.name', 'occurrence.nominal_at'])
        .select(['incident.reference', 'incident.status', 'incident.state'])
        .where('occurrence.plan', 'in', plans)
        .where(sql<boolean>`occurrence.name ~ '^(documents|runbooks|articles)/'`)
        .orderBy('nominal_at', 'desc')
        .execute();
