import { forgetBodies, pingBody, pingsOf } from '../../db/pings.ts';
import { mayReach } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import { NotFound } from '../desk.ts';
import type { Desk } from '../desk.ts';
import { rulesInForce } from '../plan/rules.ts';

/** The last hundred pings of a heartbeat, the newest first. Throws `NotFound`. */
export async function pings(desk: Desk, caller: Caller, plan: string, heartbeat: string) {
  await requireHeartbeat(desk, caller, plan, heartbeat);
  return pingsOf(desk.db, plan, nameOf(heartbeat));
}

/** What one of them said; empty where it said nothing, or that is forgotten. Throws `NotFound`. */
export async function saidBy(desk: Desk, caller: Caller, plan: string, heartbeat: string, id: number): Promise<string> {
  await requireHeartbeat(desk, caller, plan, heartbeat);
  const found = await pingBody(desk.db, plan, nameOf(heartbeat), id);
  if (found === undefined) throw new NotFound(`There is no ping ${id}, or not any more.`);
  return found.body ?? '';
}

const nameOf = (heartbeat: string): string => `heartbeat/${heartbeat}`;

async function requireHeartbeat(desk: Desk, caller: Caller, slug: string, heartbeat: string): Promise<void> {
  const plan = mayReach(caller, slug) ? (await rulesInForce(desk, slug))?.plan : undefined;
  if (plan?.heartbeats[heartbeat] === undefined)
    throw new NotFound(`There is no heartbeat "${heartbeat}" in the plan "${slug}".`);
}

const week = 7 * 86_400_000;

/** Forgets what pings said more than a week ago; that they came stays. */
export const forgetWords = ({ db, now }: Pick<Desk, 'db' | 'now'>): Promise<unknown> => forgetBodies(db, now() - week);
