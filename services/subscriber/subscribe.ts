import { insertSubscriber } from '../../db/subscribers.ts';
import type { Subscriber } from '../../db/subscribers.ts';
import { isSlug } from '../../db/plan-versions.ts';
import { currentVersion } from '../../db/plans.ts';
import { mayReach } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import { requirePermission } from '../access/permission.ts';
import { Invalid } from '../desk.ts';
import type { Desk } from '../desk.ts';

/** Somebody who wants to hear what a plan tells all its users. */
export interface Subscription {
  readonly plan: string;
  readonly email: string;
  readonly name?: string | undefined;
}

/** Adds an address to a plan; one that is there already stays the same subscriber. Throws `Forbidden`, or `Invalid` for an unknown plan. */
export async function subscribe(desk: Desk, caller: Caller, { plan, email, name }: Subscription): Promise<Subscriber> {
  await requirePermission(desk, caller, 'apply');
  await requirePlan(desk, caller, plan);
  return insertSubscriber(desk.db, { plan, email, name: name ?? null, added_at: desk.now() });
}

/** Throws `Invalid` for a plan that is not there, or not within the caller's reach. */
export async function requirePlan({ db }: Pick<Desk, 'db'>, caller: Caller, plan: string): Promise<void> {
  const there = isSlug(plan) && mayReach(caller, plan) && (await currentVersion(db, plan)) !== undefined;
  if (!there) throw new Invalid(`There is no plan "${plan}".`, '/plan');
}
