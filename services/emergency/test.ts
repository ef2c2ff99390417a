import { mayReach } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import { requirePermission } from '../access/permission.ts';
import { Invalid } from '../desk.ts';
import type { Desk } from '../desk.ts';
import { open } from '../incident/open.ts';
import { rulesInForce } from '../plan/rules.ts';
import { testOf } from '../schedule/ticket.ts';

/**
 * Tells every emergency contact of a plan now, each to answer; the same key again is the same test. Answers its reference.
 * Throws `Forbidden`, or `Invalid` where the plan has no test.
 */
export async function test(desk: Desk, caller: Caller, slug: string, key: string): Promise<string> {
  await requirePermission(desk, caller, 'work');
  const rules = mayReach(caller, slug) ? await rulesInForce(desk, slug) : undefined;
  if (rules === undefined) throw new Invalid(`There is no plan "${slug}".`, '/plan');
  const ticket = testOf(rules.plan);
  if (ticket === undefined)
    throw new Invalid(`The plan "${slug}" has no test of its emergency contacts: write \`emergency.test\`.`, '/plan');
  return (await open(desk, caller, ticket.report, key, ticket.more)).reference;
}
