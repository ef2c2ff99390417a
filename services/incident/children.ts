import type { Transaction } from 'kysely';

import { lockIncident } from '../../db/incidents.ts';
import type { Change } from '../../db/incidents.ts';
import { openChildrenOf } from '../../db/relations.ts';
import type { Database } from '../../db/schema.ts';
import { fireDue, nextDue } from '../../domain/incident/due.ts';
import type { Act, Incident } from '../../domain/incident/incident.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';
import { heardOfParent, newsIn, newsVerbs, wantsNews } from '../../domain/incident/parent-news.ts';
import { recorded } from '../../domain/incident/record.ts';
import type { Desk } from '../desk.ts';
import { rulesNow } from '../on-call/rules.ts';

import { caughtUp } from './catch-up.ts';

type Tx = Transaction<Database>;

/**
 * Locks a ticket together with its open children where an act on it may be news of theirs, in the order of their references so
 * that no two wait for each other; answers the children. One that is linked at this very moment is not among them.
 */
export async function lockChildren(tx: Tx, { reference, verb }: { reference: string; verb: Verb }): Promise<string[]> {
  if (!newsVerbs.includes(verb)) return [];
  const children = await openChildrenOf(tx, reference);
  if (children.length === 0) return [];
  for (const one of [reference, ...children].toSorted()) await lockIncident(tx, one);
  const still = await openChildrenOf(tx, reference);
  return children.filter((one) => still.includes(one));
}

/** What an act that was done on a ticket is to its children, which are locked: news, where it was said in public. */
export async function tellChildren(
  desk: Desk,
  tx: Tx,
  done: Incident,
  act: Act,
  children: readonly string[],
): Promise<Change[]> {
  const event = done.events.find(({ key }) => key === act.key);
  const news = event === undefined ? null : newsIn(done.reference, event);
  const changes: Change[] = [];
  for (const reference of news === null ? [] : children) {
    const locked = (await lockIncident(tx, reference))!;
    const rules = await rulesNow(desk, tx, locked.incident.plan, locked.incident.planVersion);
    const at = Math.max(desk.now(), locked.incident.lastEventAt);
    const before = await caughtUp(tx, rules, locked.incident, at);
    // What only some may see is not told to whoever asked for something that all may see.
    if (!wantsNews(before) || (rules.plan.restricted[done.type] !== undefined && before.type !== done.type)) continue;
    const told = heardOfParent(before, { key: `parent:${act.key}`, by: act.by, at }, news!);
    const incident = fireDue(rules, recorded(rules, before, told), at);
    changes.push({ locked, incident, nextDueAt: nextDue(rules, incident), wakeAt: at });
  }
  return changes;
}
