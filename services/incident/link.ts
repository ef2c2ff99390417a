import type { Transaction } from 'kysely';

import { readIncident } from '../../db/incident-lists.ts';
import { lockIncident } from '../../db/incidents.ts';
import type { Change } from '../../db/incidents.ts';
import type { Database } from '../../db/schema.ts';
import type { Bodies } from '../../domain/incident/bodies.ts';
import { fireDue, nextDue } from '../../domain/incident/due.ts';
import { ActRefused, known, UnknownValue } from '../../domain/incident/incident.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';
import { recorded } from '../../domain/incident/record.ts';
import { linkedFrom, unlink } from '../../domain/incident/relating.ts';
import { leadsOut, seenFromThere } from '../../domain/incident/relations.ts';
import { mayReachTicket } from '../access/caller.ts';
import type { Desk } from '../desk.ts';
import { rulesNow } from '../on-call/rules.ts';

import { caughtUp } from './catch-up.ts';
import { joinFollowers, leaveFollowers } from './followers.ts';
import type { AskedBodies, Doing } from './prepare.ts';
import { addRelation, removeRelation } from './relate.ts';

type Tx = Transaction<Database>;

/**
 * Locks both tickets that a link is about, in the order of their references so that no two wait for each other; answers the
 * other one's, null where there is none.
 */
export async function lockOther(
  tx: Tx,
  asked: { reference: string; verb: Verb; body: object },
): Promise<string | null> {
  if (asked.verb !== 'link' && asked.verb !== 'unlink') return null;
  const { as, to } = asked.body as AskedBodies['link'];
  if (asked.verb === 'link' && leadsOut(as)) return null;
  const other = as === 'duplicate' ? await mainOf(tx, to) : to;
  for (const one of [asked.reference, other].toSorted()) await lockIncident(tx, one);
  return other;
}

/** The one that stands for a ticket: itself, or what it was merged into, and that one into. */
async function mainOf(tx: Tx, reference: string): Promise<string> {
  const into = (await readIncident(tx, reference))?.state.duplicateOf;
  return into == null ? reference : mainOf(tx, into);
}

export async function linking(doing: Doing, { to: asked, as }: Bodies['link']): Promise<Bodies['link']> {
  const { tx, caller, rules, incident, at } = doing;
  const { reference } = incident;
  if (as === 'article') known('to', asked, Object.keys(rules.plan.articles), 'article');
  const to = as === 'duplicate' ? await mainOf(tx, asked) : asked;
  if (to === reference && asked !== to)
    throw new UnknownValue('to', `${asked} was merged into ${reference} already: it cannot stand for it.`);
  await addRelation(tx, caller, { reference, plan: rules.plan.slug, as, to, at });
  return { to, as };
}

export async function unlinking(doing: Doing, { to }: AskedBodies['unlink']): Promise<Bodies['unlink']> {
  const { tx, caller, incident } = doing;
  const { reference } = incident;
  const other = await readIncident(tx, to);
  if (other !== undefined && !mayReachTicket(caller, other))
    throw new ActRefused(`${reference} and ${to} are not linked.`);
  const as = await removeRelation(tx, reference, to);
  if (as.includes('duplicate')) await leaveFollowers(tx, reference, to);
  if (as.includes('duplicated by')) await leaveFollowers(tx, to, reference);
  return { to, as };
}

interface Side {
  /** As it was before. */
  readonly from: Incident;
  readonly other: string;
  readonly verb: Verb;
  readonly ready: object;
  readonly act: { readonly key: string; readonly by: string };
}

/** What an act on one ticket does to the other, which is locked; nothing where what was tied is no ticket. */
export async function otherSide(desk: Desk, tx: Tx, { from, other, verb, ready, act }: Side): Promise<Change[]> {
  const locked = await lockIncident(tx, other);
  if (locked === undefined) return [];
  const at = Math.max(desk.now(), locked.incident.lastEventAt);
  const rules = await rulesNow(desk, tx, locked.incident.plan, locked.incident.planVersion);
  const before = await caughtUp(tx, rules, locked.incident, at);
  const own = { key: `${verb}:${act.key}`, by: act.by, at };
  let done: Incident;
  if (verb === 'unlink') {
    const as = (ready as Bodies['unlink']).as.filter((one) => one !== 'article' && one !== 'change');
    if (as.length === 0) return [];
    mustBeAlive(before, from);
    done = unlink(before, own, { to: from.reference, as: as.map(seenFromThere) }, rules);
  } else {
    const { as } = ready as Bodies['link'];
    if (as === 'duplicate') mustStand(from, before);
    const joined = as === 'duplicate' ? await joinFollowers(tx, from.reference, other, at) : [];
    done = linkedFrom(before, own, { from: from.reference, as, joined });
  }
  const incident = fireDue(rules, recorded(rules, before, done), at);
  return [{ locked, incident, nextDueAt: nextDue(rules, incident), wakeAt: incident.endedAt === null ? at : null }];
}

function mustStand({ reference }: Incident, into: Incident): void {
  const why = into.status === 'cancelled' ? 'cancelled' : into.endedAt === null ? null : 'ended';
  if (why !== null) throw new ActRefused(`Cannot merge ${reference} into ${into.reference}: that one is ${why}.`);
  if (into.duplicateOf !== null)
    throw new ActRefused(`Cannot merge ${reference} into ${into.reference}: that one has just been merged. Ask again.`);
}

function mustBeAlive({ reference, duplicateOf, endedAt }: Incident, from: Incident): void {
  if (duplicateOf === from.reference && endedAt !== null)
    throw new ActRefused(`${reference} has ended as a duplicate of ${from.reference}: it stays so.`);
}
