import { sql } from 'kysely';
import type { Kysely } from 'kysely';

import { openStatuses } from '../domain/incident/incident.ts';
import type { Relation, RelationKind } from '../domain/incident/relations.ts';

import type { Database } from './schema.ts';

type Tx = Kysely<Database>;

/** Until the transaction ends nobody else links tickets of this plan: two at once could close a circle. */
export const lockRelations = (tx: Tx, plan: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`relation:${plan}`}, 0))`.execute(tx);

export const insertRelation = (tx: Tx, { reference, kind, other }: Relation, at: number, by: string) =>
  tx.insertInto('relation').values({ reference, kind, other, at, by }).execute();

export const hasRelation = async (tx: Tx, { reference, kind, other }: Relation): Promise<boolean> =>
  (await tx
    .selectFrom('relation')
    .select('at')
    .where('reference', '=', reference)
    .where('kind', '=', kind)
    .where('other', '=', other)
    .executeTakeFirst()) !== undefined;

/** Whether one comes from `from` to `to` by relations of a kind. */
export async function leadsTo(tx: Tx, kind: RelationKind, from: string, to: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    with recursive reached (reference) as (
      select ${from}
      union select other from relation join reached using (reference) where kind = ${kind})
    select exists (select from reached where reference = ${to}) as found`.execute(tx);
  return rows[0]!.found;
}

/** Whose child a ticket is; undefined where it is nobody's. */
export const parentOf = async (tx: Tx, reference: string): Promise<string | undefined> =>
  (
    await tx
      .selectFrom('relation')
      .select('reference')
      .where('other', '=', reference)
      .where('kind', '=', 'parent')
      .executeTakeFirst()
  )?.reference;

/** The tickets that are children of this one and not resolved, closed or cancelled. */
export async function openChildrenOf(tx: Tx, reference: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('relation')
    .innerJoin('incident', 'incident.reference', 'relation.other')
    .select('relation.other')
    .where('relation.reference', '=', reference)
    .where('kind', '=', 'parent')
    .where('status', 'in', openStatuses)
    .execute();
  return rows.map(({ other }) => other);
}

/** Which ticket this one is a duplicate of. */
export const originalOf = async (tx: Tx, reference: string): Promise<string | undefined> =>
  (
    await tx
      .selectFrom('relation')
      .select('other')
      .where('reference', '=', reference)
      .where('kind', '=', 'duplicate')
      .executeTakeFirst()
  )?.other;

/** Takes away whatever ties the two, either way; answers what did. */
export async function deleteRelations(tx: Tx, one: string, other: string): Promise<Relation[]> {
  const rows = await tx
    .deleteFrom('relation')
    .where((where) =>
      where.or([
        where.and([where('reference', '=', one), where('other', '=', other)]),
        where.and([where('reference', '=', other), where('other', '=', one)]),
      ]),
    )
    .returning(['reference', 'kind', 'other'])
    .execute();
  return rows as Relation[];
}

/** The relations of tickets, the oldest first, each with what the tickets on both sides are. */
export async function relationsOf(db: Tx, references: readonly string[]) {
  if (references.length === 0) return [];
  const rows = await db
    .selectFrom('relation')
    .leftJoin('incident as here', 'here.reference', 'relation.reference')
    .leftJoin('incident as there', 'there.reference', 'relation.other')
    .select(['relation.reference', 'relation.kind', 'relation.other', 'relation.at'])
    .select(['here.title as here_title', 'here.status as here_status', 'here.type as here_type', 'here.plan'])
    .select(['there.title as there_title', 'there.status as there_status', 'there.type as there_type'])
    .where((where) =>
      where.or([where('relation.reference', 'in', references), where('relation.other', 'in', references)]),
    )
    .orderBy('relation.at')
    .orderBy('relation.reference')
    .orderBy('relation.other')
    .execute();
  return rows.map(({ kind, ...row }) => ({ ...row, kind: kind as RelationKind }));
}
