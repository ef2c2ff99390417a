import { sql } from 'kysely';
import type { Kysely } from 'kysely';

import type { Database } from './schema.ts';

/** A try of a machine at a step. */
export interface JobKey {
  readonly reference: string;
  readonly step: string;
  readonly attempt: number;
}

const leaseMs = 60_000;
const leased = sql<string>`clock_timestamp() + ${leaseMs} * interval '1 ms'`;

/** Begins a job: from now on whoever has it must say so again within a minute. Throws a unique violation where it was begun. */
export const insertJob = (tx: Kysely<Database>, { reference, step, attempt }: JobKey, undo: boolean, at: number) =>
  tx
    .insertInto('job')
    .values({
      reference,
      step,
      attempt,
      undo,
      begun_at: at,
      ended_at: null,
      lease_until: leased,
      outcome: null,
      output: null,
    })
    .execute();

/** Says that a job still runs, and what it has said so far; false: nobody waits for it any more, for the run is over or goes back. */
export async function keepJob(
  db: Kysely<Database>,
  { reference, step, attempt }: JobKey,
  output: string | null,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('job')
    .from('run')
    .set({ lease_until: leased, output })
    .whereRef('run.reference', '=', 'job.reference')
    .where((row) =>
      row.or([
        row('run.status', 'in', ['running', 'paused']),
        row.and([row('run.status', '=', 'undoing'), row('job.undo', '=', true)]),
      ]),
    )
    .where('job.reference', '=', reference)
    .where('step', '=', step)
    .where('attempt', '=', attempt)
    .where('job.ended_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Ends a job that has not ended yet; what it said is kept in any case. False: it was given up before. */
export async function endJob(
  tx: Kysely<Database>,
  { reference, step, attempt }: JobKey,
  { outcome, output, at }: { readonly outcome: string; readonly output: string | null; readonly at: number },
): Promise<boolean> {
  const { rows } = await sql<{ ended: boolean }>`
    update job set output = coalesce(${output}, job.output), ended_at = coalesce(job.ended_at, ${at}),
      outcome = coalesce(job.outcome, ${outcome}), lease_until = null
    from job as before
    where job.reference = ${reference} and job.step = ${step} and job.attempt = ${attempt}
      and before.reference = job.reference and before.step = job.step and before.attempt = job.attempt
    returning before.ended_at is null as ended`.execute(tx);
  return rows[0]?.ended ?? false;
}

/** The jobs of a run that nobody has ended, each with the ms for which it is still in somebody's hands; 0 or less: it is lost. */
export async function openJobs(tx: Kysely<Database>, reference: string) {
  const left = sql<number>`(extract(epoch from lease_until - clock_timestamp()) * 1000)::float`;
  const query = tx.selectFrom('job').select(['step', 'attempt', 'undo', left.as('leftMs')]);
  const rows = await query.where('reference', '=', reference).where('ended_at', 'is', null).execute();
  return rows.map((row) => ({ ...row, leftMs: Math.ceil(row.leftMs) }));
}

/** Whether a try was begun. */
export const wasBegun = async (tx: Kysely<Database>, { reference, step, attempt }: JobKey): Promise<boolean> =>
  (await tx
    .selectFrom('job')
    .select('begun_at')
    .where('reference', '=', reference)
    .where('step', '=', step)
    .where('attempt', '=', attempt)
    .executeTakeFirst()) !== undefined;

/** What machines did for a run, in their order. */
export const jobsOfRun = (db: Kysely<Database>, reference: string) =>
  db.selectFrom('job').selectAll().where('reference', '=', reference).orderBy('begun_at').orderBy('attempt').execute();
