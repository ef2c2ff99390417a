import { sql } from 'kysely';
import type { Insertable, Kysely, Selectable } from 'kysely';

import type { Database } from './schema.ts';
import type { Evidence, RestoreTestRow } from './schema/backups.ts';

type Db = Kysely<Database>;

export type RestoreTest = Selectable<RestoreTestRow>;

const lease = sql<string>`clock_timestamp() + interval '2 minutes'`;

type Begun = Pick<
  Insertable<RestoreTestRow>,
  'plan' | 'backup' | 'copy' | 'run' | 'began_at' | 'within_ms' | 'rto_ms' | 'age_ms'
>;

/** Writes down that a copy is being restored; answers the test's number. */
export async function beginRestoreTest(db: Db, begun: Begun): Promise<number> {
  const row = { ...begun, status: 'running' as const, evidence: '{}', lease_until: lease };
  return (await db.insertInto('restore_test').values(row).returning('id').executeTakeFirstOrThrow()).id;
}

/** Says that somebody still restores it. False: it was taken for lost. */
export async function holdRestoreTest(db: Db, id: number): Promise<boolean> {
  const query = db.updateTable('restore_test').set({ lease_until: lease }).where('id', '=', id);
  return (await query.where('status', '=', 'running').returning('id').executeTakeFirst()) !== undefined;
}

interface Ended {
  readonly endedAt: number;
  readonly ms: number | null;
  /** A code; null: it passed. */
  readonly failedWhy: string | null;
  readonly evidence: Evidence;
}

/** False: it was taken for lost, and does not count. */
export async function endRestoreTest(
  db: Db,
  id: number,
  { endedAt, ms, failedWhy, evidence }: Ended,
): Promise<boolean> {
  const row = await db
    .updateTable('restore_test')
    .set({
      status: failedWhy === null ? 'passed' : 'failed',
      ended_at: endedAt,
      ms,
      failed_why: failedWhy,
      evidence: JSON.stringify(evidence),
      lease_until: null,
    })
    .where('id', '=', id)
    .where('status', '=', 'running')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Those whose makers were lost have failed. */
export const failLostRestoreTests = (db: Db, at: number) =>
  db
    .updateTable('restore_test')
    .set({ status: 'failed', failed_why: 'lost', ended_at: at, lease_until: null })
    .where('status', '=', 'running')
    .where('lease_until', '<', sql<Date>`clock_timestamp()`)
    .execute();

/** The restore tests of a backup, the newest first. */
export const restoreTestsOf = (db: Db, plan: string, backup: string, limit: number): Promise<RestoreTest[]> =>
  db
    .selectFrom('restore_test')
    .selectAll()
    .where('plan', '=', plan)
    .where('backup', '=', backup)
    .orderBy('began_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
