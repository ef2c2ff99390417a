import { sql } from 'kysely';
import type { Kysely } from 'kysely';

import type { Copy } from './copies.ts';
import type { RestoreTest } from './restore-tests.ts';
import type { Database } from './schema.ts';

type Db = Kysely<Database>;

/** Of each backup of a plan the newest copy that can be counted on: its checksums were right, or a provider says it is there. */
export const newestCopies = (db: Db, plan: string): Promise<Copy[]> =>
  db
    .selectFrom('copy')
    .distinctOn('backup')
    .selectAll()
    .where('plan', '=', plan)
    .where('status', '=', 'good')
    .where('deleted_at', 'is', null)
    .where((one) => one.or([one('verified_at', 'is not', null), one('driver', '=', 'watch')]))
    .orderBy('backup')
    .orderBy('reaches_at', 'desc')
    .orderBy('id')
    .execute();

/** Of each backup the last attempt to make a copy, whatever became of it. */
export const lastAttempts = (db: Db, plan: string): Promise<Copy[]> =>
  db
    .selectFrom('copy')
    .distinctOn('backup')
    .selectAll()
    .where('plan', '=', plan)
    .orderBy('backup')
    .orderBy('began_at', 'desc')
    .orderBy('id')
    .execute();

/** Of each backup the last restore test that has ended, of those that passed only where `passed` says so. */
export const lastRestoreTests = (db: Db, plan: string, { passed }: { passed: boolean }): Promise<RestoreTest[]> =>
  db
    .selectFrom('restore_test')
    .distinctOn('backup')
    .selectAll()
    .where('plan', '=', plan)
    .where('ended_at', 'is not', null)
    .$if(passed, (query) => query.where('status', '=', 'passed'))
    .orderBy('backup')
    .orderBy('began_at', 'desc')
    .orderBy('id', 'desc')
    .execute();

/** How many copies that count there are of each backup, and how large they are together. */
export const countCopies = (db: Db, plan: string) =>
  db
    .selectFrom('copy')
    .select([
      'backup',
      sql<number>`count(*)::int`.as('count'),
      sql<number>`coalesce(sum(bytes), 0)::float8`.as('bytes'),
    ])
    .where('plan', '=', plan)
    .where('status', '=', 'good')
    .where('deleted_at', 'is', null)
    .groupBy('backup')
    .execute();

/** The last time that each procedure by which people restore a provider's copy was done. */
export const lastTestsByHand = (db: Db, plan: string) =>
  db
    .selectFrom('run')
    .distinctOn('procedure')
    .select(['procedure', 'started_at', 'ended_at'])
    .where('plan', '=', plan)
    .where('procedure', 'like', 'backups/%/restore-test')
    .where('status', '=', 'done')
    .orderBy('procedure')
    .orderBy('started_at', 'desc')
    .execute();
