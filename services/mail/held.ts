import { heldMails, mailById, rehear } from '../../db/mail.ts';
import type { Held } from '../../db/mail.ts';
import { mayReach } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import { requirePermission } from '../access/permission.ts';
import { NotFound } from '../desk.ts';
import type { Desk } from '../desk.ts';
import { rulesInForce } from '../plan/rules.ts';

import { hearMails } from './hear.ts';
import { readHead } from './read.ts';

/** A mail of a stranger that waits for somebody to look at it. */
export interface HeldView {
  readonly id: number;
  readonly plan: string;
  /** Where it came to: `channel/email`. */
  readonly door: string;
  readonly from: string | null;
  readonly subject: string;
  /** Epoch ms. */
  readonly at: number;
  /** The ticket that it is about; null: it would be a new one. */
  readonly reference: string | null;
}

/** What is held at the addresses of plans that the caller works for, the oldest first, 100 at most. Throws `Forbidden`. */
export async function held(desk: Desk, caller: Caller): Promise<readonly HeldView[]> {
  await requirePermission(desk, caller, 'work');
  const seen: HeldView[] = [];
  for (const one of await heldMails(desk.db)) if (await isFor(desk, caller, one)) seen.push(await shown(one));
  return seen;
}

/** What has become of a mail. */
export interface Became {
  readonly outcome: string;
  readonly reference: string | null;
}

/**
 * Makes of a held mail what it would have become had its sender been known, or nothing (`drop`); answers what that is, of one that is
 * not held any more as well. Throws `Forbidden`, and `NotFound` where there is none.
 */
export async function release(desk: Desk, caller: Caller, id: number, how: 'accept' | 'drop'): Promise<Became> {
  await requirePermission(desk, caller, 'work');
  const one = await mailById(desk.db, id);
  if (one === undefined || !(await isFor(desk, caller, one))) throw new NotFound(`There is no mail ${id}.`);
  await rehear(desk.db, id, how === 'accept' ? desk.now() : null);
  if (how === 'accept') await hearMails(desk, 0);
  const { outcome, reference } = (await mailById(desk.db, id))!;
  return { outcome: outcome ?? 'waiting', reference };
}

/** Of an address whose tickets only some may see, they alone. */
async function isFor(desk: Desk, caller: Caller, { plan, door }: Pick<Held, 'plan' | 'door'>): Promise<boolean> {
  if (plan === null || !mayReach(caller, plan)) return false;
  const type = (await rulesInForce(desk, plan))?.plan.channels[door.replace('channel/', '')]?.type;
  return !caller.hidden.includes(type ?? '');
}

async function shown({ id, plan, door, author, raw, at, reference }: Held): Promise<HeldView> {
  const { from, subject } = await readHead(raw ?? Buffer.alloc(0));
  const name = from === null || from.name === '' ? author : `${from.name} <${from.address}>`;
  return { id, plan: plan!, door, from: name, subject, at, reference };
}
