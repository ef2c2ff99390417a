import { customerByAddress } from '../../db/customer-addresses.ts';
import { peopleOf } from '../../db/plans.ts';
import { rulesInForce } from '../plan/rules.ts';

import type { Mailing } from './doors.ts';

/** Whether a plan knows this address, given in small letters: one of its people, or somebody of a customer. */
export async function isKnown(desk: Mailing, plan: string, address: string): Promise<boolean> {
  const people = await peopleOf(desk.db, plan);
  if (people.some(({ email }) => email?.toLowerCase() === address)) return true;
  if ((await customerByAddress(desk.db, plan, address)) !== null) return true;
  const rules = await rulesInForce(desk, plan);
  const domain = address.slice(address.lastIndexOf('@') + 1);
  return Object.values(rules?.plan.customers ?? {}).some(({ domains }) =>
    domains.some((own) => domain === own || domain.endsWith(`.${own}`)),
  );
}
