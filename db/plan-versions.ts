import type { Kysely } from 'kysely';

import type { Database } from './schema.ts';

/** Whether this could be the name of a plan: other texts, such as with NUL, Postgres would not even compare. */
export const isSlug = (text: string): boolean => /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(text);

/** Every version of a plan without its content, the newest first. */
export const versionsOf = (db: Kysely<Database>, slug: string) =>
  db
    .selectFrom('plan_version')
    .select(['version', 'hash', 'applied_at', 'applied_by', 'changes'])
    .where('plan', '=', slug)
    .orderBy('version', 'desc')
    .execute();

/** One version with its content; the one in force where none is named. */
export const wholeVersion = (db: Kysely<Database>, slug: string, version: number | undefined) =>
  db
    .selectFrom('plan_version as v')
    .innerJoin('plan', 'plan.slug', 'v.plan')
    .select(['v.version', 'v.hash', 'v.applied_at', 'v.applied_by', 'v.changes', 'v.compiled', 'v.written', 'v.files'])
    .where('v.plan', '=', slug)
    .where('v.version', '=', (value) => (version === undefined ? value.ref('plan.version') : value.val(version)))
    .executeTakeFirst();
