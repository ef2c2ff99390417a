import type { Kysely, Transaction } from 'kysely';

import { readIncident } from '../../db/incident-lists.ts';
import * as relations from '../../db/relations.ts';
import type { Database } from '../../db/schema.ts';
import { ActRefused, UnknownValue } from '../../domain/incident/incident.ts';
import { leadsOut, relation, seenFrom } from '../../domain/incident/relations.ts';
import type { LinkedAs, RelatedAs, Relation } from '../../domain/incident/relations.ts';
import { mayReachTicket } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';

import type { RelationView } from './view.ts';

type Tx = Transaction<Database>;

/** What somebody ties to what: `reference` is `as` of `to`. */
export interface Tie {
  readonly reference: string;
  readonly plan: string;
  readonly as: LinkedAs;
  readonly to: string;
  readonly at: number;
}

/**
 * Ties a ticket to another of its plan, or to an article or a change. Both tickets are to be locked before. Throws
 * `UnknownValue` where there is nothing to tie it to that the caller may see, `ActRefused` where it is tied so already,
 * has another parent or original, or would come round to itself.
 */
export async function addRelation(tx: Tx, caller: Caller, { reference, plan, as, to, at }: Tie): Promise<void> {
  const tie = relation(reference, as, to);
  if (!leadsOut(as)) await requireTicket(tx, caller, plan, to);
  await relations.lockRelations(tx, plan);
  if (await relations.hasRelation(tx, tie)) throw new ActRefused(`${reference} and ${to} are linked so already.`);
  await requireSingle(tx, tie);
  if (tie.kind !== 'related' && !leadsOut(as) && (await relations.leadsTo(tx, tie.kind, tie.other, tie.reference)))
    throw new ActRefused(
      `Cannot link ${reference} to ${to}: it would come round to itself. Unlink what leads there first.`,
    );
  await relations.insertRelation(tx, tie, at, caller.by);
}

async function requireTicket(tx: Tx, caller: Caller, plan: string, reference: string): Promise<void> {
  const other = await readIncident(tx, reference);
  if (other === undefined || !mayReachTicket(caller, other))
    throw new UnknownValue('to', `There is no incident ${reference}.`);
  if (other.plan !== plan)
    throw new UnknownValue(
      'to',
      `${reference} belongs to the plan ${other.plan}: only tickets of one plan are linked.`,
    );
}

/** A ticket has one parent, and is a duplicate of one. */
async function requireSingle(tx: Tx, { reference, kind, other }: Relation): Promise<void> {
  const parent = kind === 'parent' ? await relations.parentOf(tx, other) : undefined;
  if (parent !== undefined) throw new ActRefused(`${other} is a child of ${parent} already: unlink it there first.`);
  const original = kind === 'duplicate' ? await relations.originalOf(tx, reference) : undefined;
  if (original !== undefined)
    throw new ActRefused(`${reference} is a duplicate of ${original} already: unlink it there first.`);
}

/** Unties a ticket from whatever `to` is to it; answers what it was, as the ticket says it. Throws `ActRefused` where it was nothing. */
export async function removeRelation(tx: Tx, reference: string, to: string): Promise<RelatedAs[]> {
  const gone = await relations.deleteRelations(tx, reference, to);
  if (gone.length === 0) throw new ActRefused(`${reference} and ${to} are not linked.`);
  return gone.map((one) => seenFrom(reference, one).as);
}

/** The relations of each of these tickets, without those to tickets that the caller may not see. */
export async function relationsFor(
  db: Kysely<Database>,
  caller: Caller,
  references: readonly string[],
): Promise<ReadonlyMap<string, readonly RelationView[]>> {
  const rows = await relations.relationsOf(db, references);
  const seen = (from: string) =>
    rows.flatMap((row) => (from === row.reference || from === row.other ? told(caller, from, row) : []));
  return new Map(references.map((from) => [from, seen(from)]));
}

type Row = Awaited<ReturnType<typeof relations.relationsOf>>[number];

function told(caller: Caller, from: string, row: Row): RelationView[] {
  const { as, to } = seenFrom(from, row);
  // What is named like a ticket need not be one.
  if (row.kind === 'article' || row.kind === 'change')
    return from === row.reference ? [{ as, to, title: null, status: null }] : [];
  const [type, title, status] =
    to === row.reference
      ? [row.here_type, row.here_title, row.here_status]
      : [row.there_type, row.there_title, row.there_status];
  const isSeen = type !== null && row.plan !== null && mayReachTicket(caller, { reference: to, plan: row.plan, type });
  return isSeen ? [{ as, to, title, status }] : [];
}
