import { listSubscribers } from '../../db/subscribers.ts';
import type { Subscriber } from '../../db/subscribers.ts';
import type { Caller } from '../access/caller.ts';
import { requirePermission } from '../access/permission.ts';
import { Invalid } from '../desk.ts';
import type { Desk } from '../desk.ts';

import { requirePlan } from './subscribe.ts';

/** Which subscribers are asked for. */
export interface Wanted {
  readonly plan: string;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** One page of a plan's subscribers, the first to come first, and the cursor of the next. Throws `Forbidden` or `Invalid`. */
export async function subscribers(
  desk: Desk,
  caller: Caller,
  { plan, cursor = '0', limit }: Wanted,
): Promise<{ items: Subscriber[]; next: string | null }> {
  await requirePermission(desk, caller, 'apply');
  await requirePlan(desk, caller, plan);
  if (!/^\d{1,9}$/.test(cursor))
    throw new Invalid('This cursor is not one that a list gave out: start without it.', '/cursor');
  const found = await listSubscribers(desk.db, plan, Number(cursor), limit + 1);
  const items = found.slice(0, limit);
  return { items, next: found.length > limit ? String(items.at(-1)!.id) : null };
}
