import { insertNotifications } from '../../db/notifications.ts';
import { personOf } from '../../db/plans.ts';
import { asRecipient } from '../../domain/access.ts';
import { isOutlet } from '../../domain/plan/watching.ts';
import { mayReach } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import { requirePermission } from '../access/permission.ts';
import { Invalid, NotFound } from '../desk.ts';
import type { Desk } from '../desk.ts';
import { rulesInForce } from '../plan/rules.ts';

import { outletOf } from './outlet.ts';
import type { Named } from '../../db/outlets.ts';

/** What is to be tested; of a gateway for SMS also who is to get it. */
export interface Tested extends Named {
  readonly to?: string | undefined;
}

/** An integration of a plan in force that the caller may see. Throws `NotFound`. */
export async function integrationOf(desk: Desk, caller: Caller, { plan, name }: Named) {
  const rules = mayReach(caller, plan) ? await rulesInForce(desk, plan) : undefined;
  const found = rules?.plan.integrations[name];
  if (found === undefined) throw new NotFound(`There is no integration "${plan}/${name}".`);
  return found;
}

/**
 * Sends a test message by an integration, by the way that all go; the same key is the same message. How it went is seen on the
 * integration. Throws `Forbidden`, `NotFound`, or `Invalid` where nothing can be told there.
 */
export async function testIntegration(desk: Desk, caller: Caller, tested: Tested, key: string): Promise<void> {
  await requirePermission(desk, caller, 'work');
  const found = await integrationOf(desk, caller, tested);
  const { plan, name } = tested;
  if (!isOutlet(found)) throw new Invalid(`Nothing is told to "${plan}/${name}": it is of the kind ${found.kind}.`);
  const outlet = outletOf(found, desk.env);
  if (typeof outlet === 'string') throw new Invalid(`"${plan}/${name}" is not configured: ${outlet}.`);
  const recipient = outlet.kind === 'sms' ? await telephoned(desk, plan, tested.to) : asRecipient(name);
  const reference = `integration:${plan}/${name}`;
  const now = desk.now();
  const telling = { reference, plan, event_key: `test:${caller.id}:${key}`, kind: 'test', recipient, channel: name };
  await insertNotifications(desk.db, [{ ...telling, due_at: now, try_at: now }]);
  desk.stir(reference, 'test');
}

async function telephoned({ db }: Desk, plan: string, to: string | undefined): Promise<string> {
  const person = to === undefined ? undefined : await personOf(db, plan, to);
  if (person === undefined) throw new Invalid('Say which person of the plan is to get it.', '/to');
  if (person.phone === null) throw new Invalid(`The plan has no telephone number of "${to}".`, '/to');
  return to!;
}
