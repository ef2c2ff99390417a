import type { Transaction } from 'kysely';

import type { Locked } from '../../db/incidents.ts';
import type { Database } from '../../db/schema.ts';
import { nextDue } from '../../domain/incident/due.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Rules } from '../../domain/plan.ts';
import type { Desk } from '../desk.ts';
import { rulesNow } from '../on-call/rules.ts';

import { caughtUp } from './catch-up.ts';

/** What has become of an incident by now. */
export interface Decision {
  readonly rules: Rules;
  readonly incident: Incident;
  readonly nextDueAt: number | null;
}

/** The incident with everything done that is due by now, under its own version of the plan. */
export async function decide(
  desk: Pick<Desk, 'now' | 'rules'>,
  tx: Transaction<Database>,
  { incident }: Locked,
): Promise<Decision> {
  const rules = await rulesNow(desk, tx, incident.plan, incident.planVersion);
  const fired = await caughtUp(tx, rules, incident, desk.now());
  return { rules, incident: fired, nextDueAt: nextDue(rules, fired) };
}
