import { deleteSubscriber, subscriberById } from '../../db/subscribers.ts';
import type { Subscriber } from '../../db/subscribers.ts';
import { mayReach } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import { requirePermission } from '../access/permission.ts';
import { NotFound } from '../desk.ts';
import type { Desk } from '../desk.ts';

/** Takes a subscriber out of the plan; nothing is sent any more, not even what waits. Throws `Forbidden` or `NotFound`. */
export async function unsubscribe(desk: Desk, caller: Caller, id: number): Promise<Subscriber> {
  await requirePermission(desk, caller, 'apply');
  const found = await subscriberById(desk.db, id);
  if (found === undefined || !mayReach(caller, found.plan)) throw new NotFound(`There is no subscriber ${id}.`);
  await deleteSubscriber(desk.db, id);
  return found;
}
