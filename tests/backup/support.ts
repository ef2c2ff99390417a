import type { Insertable } from 'kysely';

import type { Db } from '../../db/connect.ts';
import type { CopyRow, RestoreTestRow } from '../../db/schema/backups.ts';
import { planWith } from '../language/plans.ts';
import { compiled } from '../support/plan.ts';

export const hour = 3_600_000;
export const day = 24 * hour;

/** A small plan with these backups, and `continuity` or whatever else. */
export const planOf = (chapters: string) => compiled(planWith(`services: { database: {} }\n${chapters}`));

/** Writes down a copy that stands; answers its number. */
export async function addCopy(db: Db, madeAt: number, more: Partial<Insertable<CopyRow>> = {}): Promise<number> {
  const row = {
    plan: 'shop',
    backup: 'database',
    of: 'database',
    run: null,
    driver: 'pg_dump' as const,
    mode: 'full' as const,
    place: '',
    base: null,
    same_as: null,
    location: `copy-${madeAt}-${Math.random()}`,
    status: 'good' as const,
    began_at: madeAt,
    made_at: madeAt,
    reaches_at: madeAt,
    position: null,
    ms: 60_000,
    bytes: 1_000_000,
    sha256: 'ab'.repeat(32),
    tool: 'pg_dump 15.8',
    verdict: 'ok',
    failed_why: null,
    verified_at: madeAt,
    proven_at: null,
    deleted_at: null,
    lease_until: null,
    ...more,
  };
  return (await db.insertInto('copy').values(row).returning('id').executeTakeFirstOrThrow()).id;
}

/** Writes down a restore test that passed. */
export async function addTest(db: Db, endedAt: number, more: Partial<Insertable<RestoreTestRow>> = {}): Promise<void> {
  const row = {
    plan: 'shop',
    backup: 'database',
    copy: null,
    run: null,
    status: 'passed' as const,
    began_at: endedAt - 60_000,
    ended_at: endedAt,
    ms: 60_000,
    within_ms: null,
    rto_ms: null,
    age_ms: null,
    failed_why: null,
    evidence: '{}',
    lease_until: null,
    ...more,
  };
  await db.insertInto('restore_test').values(row).execute();
}
