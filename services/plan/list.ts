import { listPlans } from '../../db/plans.ts';
import { mayReach } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import type { Desk } from '../desk.ts';

/** The plans in force that the caller may see, by name. */
export const plans = async (desk: Desk, caller: Caller) =>
  (await listPlans(desk.db)).filter(({ slug }) => mayReach(caller, slug));
