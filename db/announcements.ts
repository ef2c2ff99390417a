import { sql } from 'kysely';
import type { Kysely, Selectable, Transaction } from 'kysely';

import { subjectOf } from '../domain/maintenance/subject.ts';

import type { MaintenanceTables } from './schema/maintenance.ts';
import type { Database } from './schema.ts';

type Row = Selectable<MaintenanceTables['announcement']>;
type Db = Kysely<Database>;

/** What stands of a run; undefined: nothing was announced, or it was withdrawn. */
export const standingOf = (db: Db, run: string): Promise<Row | undefined> =>
  db.selectFrom('announcement').selectAll().where('run', '=', run).where('withdrawn_at', 'is', null).executeTakeFirst();

/** Makes an announcement stand and answers its number. Throws a unique violation where one of the run stands. */
export async function insertAnnouncement(
  tx: Transaction<Database>,
  { services, ...row }: Omit<Row, 'id' | 'seq' | 'chain' | 'withdrawn_at' | 'ended_at'>,
): Promise<number> {
  const { id } = await tx
    .insertInto('announcement')
    .values({ ...row, services: JSON.stringify(services), withdrawn_at: null, ended_at: null, seq: 0, chain: '' })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export const changeAnnouncement = (
  tx: Transaction<Database>,
  id: number,
  change: Partial<Pick<Row, 'withdrawn_at' | 'ended_at' | 'seq' | 'chain'>>,
) => tx.updateTable('announcement').set(change).where('id', '=', id).execute();

/** Takes an announcement back: whom it has not reached by now, it reaches no more. */
export async function withdraw(tx: Transaction<Database>, { id, plan }: Pick<Row, 'id' | 'plan'>, at: number) {
  await changeAnnouncement(tx, id, { withdrawn_at: at });
  await sql`update notification set try_at = null, outcome = 'expired' where reference = ${subjectOf(plan, id)}
    and try_at is not null and (lease_until is null or lease_until < statement_timestamp())`.execute(tx);
}

/** What is told of a run, beside what is told by its own name: of what it has announced. */
export async function subjectsWith(db: Db, subject: string): Promise<readonly string[]> {
  const [kind, run] = subject.split(':');
  if (kind !== 'run') return [subject];
  const rows = await db.selectFrom('announcement').select(['plan', 'id']).where('run', '=', run!).execute();
  return [subject, ...rows.map(({ plan, id }) => subjectOf(plan, id))];
}

/** What became of the messages about something: when each was accepted or finally refused, epoch ms; null: it waits. */
export async function settlementsOf(db: Db, subject: string) {
  const { rows } = await sql<{ outcome: string | null; settled_at: number | null }>`
    select n.outcome, case when n.try_at is null then coalesce(n.sent_at, (select max(s.at) from sending s
      where s.reference = n.reference and s.event_key = n.event_key and s.recipient = n.recipient), n.due_at) end as settled_at
    from notification n where n.reference = ${subject}`.execute(db);
  return rows;
}

interface Span {
  readonly plan: string;
  readonly run: string;
  /** Empty: all of them. */
  readonly services: readonly string[];
  readonly from: number;
  readonly until: number;
  readonly announced: boolean;
}

/** Begins the maintenance of a run, once. */
export async function beginSpans(
  tx: Transaction<Database>,
  { plan, run, services, from, until, announced }: Span,
): Promise<void> {
  const begun = await tx.selectFrom('maintenance_span').select('id').where('run', '=', run).executeTakeFirst();
  if (begun !== undefined) return;
  const all = services.length === 0 ? [null] : services;
  const rows = all.map((service) => ({ plan, run, service, from_at: from, until_at: until, announced }));
  await tx.insertInto('maintenance_span').values(rows).execute();
}

/** Ends it; it never lasts longer than it was to. */
export const endSpans = (tx: Transaction<Database>, run: string, at: number) =>
  tx.updateTable('maintenance_span').set({ until_at: at }).where('run', '=', run).where('until_at', '>', at).execute();

/** What is or was announced, the latest first, each with how its run stands and when it was begun; what another has taken the place of is left out. */
export const listAnnouncements = (db: Db, { plan, limit }: { readonly plan: string | null; readonly limit: number }) =>
  db
    .selectFrom('announcement as a')
    .innerJoin('run', 'run.reference', 'a.run')
    .select([
      'a.id',
      'a.plan',
      'a.run',
      'a.kind',
      'a.services',
      'a.from_at',
      'a.until_at',
      'a.at',
      'a.why',
      'a.withdrawn_at',
      'a.ended_at',
    ])
    .select(['run.status', 'run.plan_version', 'run.procedure', 'run.state'])
    .select((row) =>
      row
        .selectFrom('maintenance_span as s')
        .select((span) => span.fn.min('s.from_at').as('from_at'))
        .whereRef('s.run', '=', 'a.run')
        .as('begun_at'),
    )
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('announcement as later')
            .select('later.id')
            .whereRef('later.run', '=', 'a.run')
            .whereRef('later.id', '>', 'a.id'),
        ),
      ),
    )
    .$if(plan !== null, (query) => query.where('a.plan', '=', plan!))
    .orderBy('a.from_at', 'desc')
    .limit(limit)
    .execute();

/** What somebody has planned and is not announced yet, the latest begun first. */
export const plannedRuns = (db: Db, { plan, limit }: { readonly plan: string | null; readonly limit: number }) =>
  db
    .selectFrom('run')
    .select(['reference', 'plan', 'plan_version', 'procedure', 'status', 'state'])
    .where('procedure', 'like', 'maintenance/%')
    .where(sql<boolean>`jsonb_exists(state, 'planned')`)
    .where((row) =>
      row.not(row.exists(row.selectFrom('announcement as a').select('a.id').whereRef('a.run', '=', 'run.reference'))),
    )
    .$if(plan !== null, (query) => query.where('plan', '=', plan!))
    .orderBy('started_at', 'desc')
    .limit(limit)
    .execute();

/** Who was told of these subjects, or is still to be: with the names, as far as known. */
export const hearersOf = (db: Db, subjects: readonly string[]) =>
  subjects.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('notification as n')
        .leftJoin('person', (join) => join.onRef('person.plan', '=', 'n.plan').onRef('person.id', '=', 'n.recipient'))
        .leftJoin('subscriber as s', (join) => join.on(sql`'subscriber:' || s.id`, '=', sql`n.recipient`))
        .select(['n.reference', 'n.recipient', 'n.kind', 'n.outcome', 'n.try_at'])
        .select(sql<string | null>`coalesce(person.name, s.name, s.email)`.as('name'))
        .where('n.reference', 'in', [...subjects])
        .orderBy('n.due_at')
        .orderBy('n.recipient')
        .execute();
