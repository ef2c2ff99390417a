import { sql } from 'kysely';
import type { Kysely } from 'kysely';

import type { Calendar } from '../domain/calendar.ts';
import type { Plan } from '../domain/plan.ts';

import type { Db } from './connect.ts';
import type { Database, PlanChange } from './schema.ts';

/** The plan's version in force; undefined when it is new. Until the transaction ends nobody else applies any plan, new ones included. */
export async function lockPlan(tx: Kysely<Database>, slug: string) {
  await sql`lock table plan in share row exclusive mode`.execute(tx);
  return tx
    .selectFrom('plan')
    .innerJoin('plan_version as v', (join) =>
      join.onRef('v.plan', '=', 'plan.slug').onRef('v.version', '=', 'plan.version'),
    )
    .select(['plan.version', 'plan.reference', 'v.hash', 'v.written', 'v.files', 'v.compiled'])
    .where('plan.slug', '=', slug)
    .executeTakeFirst();
}

/** Who else uses this prefix of references. */
export const planByReference = (tx: Kysely<Database>, reference: string) =>
  tx.selectFrom('plan').select('slug').where('reference', '=', reference).executeTakeFirst();

/** The plans in force, by name. */
export const listPlans = (db: Db) =>
  db.selectFrom('plan').select(['slug', 'title', 'reference', 'version']).orderBy('slug').execute();

export const currentVersion = async (db: Kysely<Database>, slug: string) =>
  // Of what Postgres cannot keep it cannot even be asked.
  slug.includes('\0') ? undefined : db.selectFrom('plan').select('version').where('slug', '=', slug).executeTakeFirst();

/** A version, and when the first one of its plan was applied. */
export const planVersion = (db: Kysely<Database>, slug: string, version: number) =>
  db
    .selectFrom('plan_version')
    .select(['compiled', 'sources', 'applied_at'])
    .select(sql<number>`(select min(v.applied_at) from plan_version v where v.plan = ${slug})`.as('born_at'))
    .where('plan', '=', slug)
    .where('version', '=', version)
    .executeTakeFirst();

/** When the first version of a plan was applied; undefined where there is none. */
export async function firstApplied(db: Kysely<Database>, slug: string): Promise<number | undefined> {
  const query = db.selectFrom('plan_version').select('applied_at').where('plan', '=', slug).orderBy('version');
  return (await query.limit(1).executeTakeFirst())?.applied_at;
}

/** A version as it is put in force. */
export interface NewVersion {
  readonly plan: Plan;
  readonly hash: string;
  readonly sources: object;
  readonly written: unknown;
  readonly files: object;
  readonly changes: readonly PlanChange[];
  readonly at: number;
  readonly by: string;
}

export async function insertVersion(
  tx: Kysely<Database>,
  { plan, hash, at, by, ...content }: NewVersion,
): Promise<void> {
  const { slug, reference, title, version } = plan;
  await tx
    .insertInto('plan')
    .values({ slug, reference, title, version })
    .onConflict((row) => row.column('slug').doUpdateSet({ title, version }))
    .execute();
  const { sources, written, files, changes } = content;
  await tx
    .insertInto('plan_version')
    .values({
      plan: slug,
      version,
      hash,
      compiled: JSON.stringify(plan),
      sources: JSON.stringify(sources),
      written: JSON.stringify(written),
      files: JSON.stringify(files),
      changes: JSON.stringify(changes),
      applied_at: at,
      applied_by: by,
    })
    .execute();
}

export async function calendarsOf(
  db: Kysely<Database>,
  plan: string,
  version: number,
): Promise<Readonly<Record<string, Calendar>>> {
  const query = db.selectFrom('calendar').select(['name', 'compiled']).where('plan', '=', plan);
  const rows = await query.where('version', '=', version).execute();
  return Object.fromEntries(rows.map(({ name, compiled }) => [name, compiled]));
}

/** Keeps what has been compiled, unless somebody kept more meanwhile. */
export async function saveCalendars(
  db: Kysely<Database>,
  plan: string,
  version: number,
  calendars: Readonly<Record<string, Calendar>>,
): Promise<void> {
  const rows = Object.entries(calendars).map(([name, calendar]) => ({
    plan,
    version,
    name,
    compiled: JSON.stringify(calendar),
    until: calendar.until,
  }));
  await db
    .insertInto('calendar')
    .values(rows)
    .onConflict((row) =>
      row
        .columns(['plan', 'version', 'name'])
        .doUpdateSet((update) => ({ compiled: update.ref('excluded.compiled'), until: update.ref('excluded.until') }))
        .whereRef('calendar.until', '<', 'excluded.until'),
    )
    .execute();
}

/** The people of a plan with their contacts. */
export const peopleOf = (db: Kysely<Database>, plan: string) =>
  db.selectFrom('person').select(['id', 'name', 'email', 'phone']).where('plan', '=', plan).orderBy('id').execute();

export const personOf = (db: Kysely<Database>, plan: string, id: string) =>
  db
    .selectFrom('person')
    .select(['name', 'email', 'phone'])
    .where('plan', '=', plan)
    .where('id', '=', id)
    .executeTakeFirst();

/** Makes the plan's people exactly these. */
export async function savePeople(
  tx: Kysely<Database>,
  plan: string,
  people: readonly { id: string; name: string; email: string | null; phone: string | null }[],
): Promise<void> {
  await tx.deleteFrom('person').where('plan', '=', plan).execute();
  if (people.length > 0)
    await tx
      .insertInto('person')
      .values(people.map(({ id, name, email, phone }) => ({ plan, id, name, email, phone })))
      .execute();
}
