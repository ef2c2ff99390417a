import { findByKey } from '../../db/incident-lists.ts';
import type { Plan } from '../../domain/plan.ts';
import { administrator } from '../access/caller.ts';
import type { Desk } from '../desk.ts';
import { open } from '../incident/open.ts';
import type { Report } from '../incident/open.ts';
import { rulesInForce } from '../plan/rules.ts';
import { probeName, probeReference, probeSent, sendProbe } from '../probe/send.ts';

import { anomalies } from '../review/anomalies.ts';
import { foundIn } from '../review/found.ts';

import { instantsBetween, recurring } from './coming.ts';
import { ticketOf } from './ticket.ts';
import type { Ticket } from './ticket.ts';

/** Something of a plan that has come round. */
export interface Occurrence {
  readonly plan: string;
  /** Such as `reviews/access`. */
  readonly name: string;
  /** When it should begin by the plan, epoch ms. */
  readonly nominalAt: number;
}

/**
 * Opens the ticket of what has come round, once for each nominal instant however often it is asked, and answers its reference;
 * null where the plan does not have it any more.
 */
export async function begin(desk: Desk, { plan, name, nominalAt }: Occurrence): Promise<string | null> {
  // Whatever the plan says by now: what this instant has opened stands.
  const standing = await begunAs(desk, { plan, name, nominalAt });
  if (standing !== undefined) return standing;
  const rules = await rulesInForce(desk, plan);
  if (rules !== undefined && name === probeName) return sendProbe(desk, rules, nominalAt);
  const ticket = rules && ticketOf(rules.plan, name);
  if (ticket === undefined) return null;
  const caller = administrator(callerId(plan), plan);
  const more = { ...ticket.more, by: null, dueAt: nominalAt };
  const report = await withFindings(desk, rules!.plan, ticket, { plan, name, nominalAt });
  return (await open(desk, caller, report, keyOf(name, nominalAt), more)).reference;
}

/** What it opens says also what was found since the last time, where the plan wants that. */
async function withFindings(desk: Desk, plan: Plan, { report, finds }: Ticket, one: Occurrence): Promise<Report> {
  if (finds === undefined) return report;
  const found = foundIn(plan, await anomalies(desk, plan, one.nominalAt, await daysSinceLast(desk, one)));
  return { ...report, description: [report.description, found].filter((part) => part !== undefined).join('\n\n') };
}

const day = 86_400_000;
/** Of what comes round less often the last week is looked at. */
const mostDays = 7;

async function daysSinceLast(desk: Desk, { plan, name, nominalAt }: Occurrence): Promise<number> {
  const timed = (await recurring(desk)).find((one) => one.plan === plan && one.name === name);
  const last = timed && instantsBetween(timed, nominalAt - (mostDays + 1) * day, nominalAt).at(-1);
  return last === undefined ? mostDays : Math.min(mostDays, Math.max(1, Math.round((nominalAt - last) / day)));
}

/** The ticket of this instant; undefined while there is none. */
export async function begunAs({ db }: Pick<Desk, 'db'>, { plan, name, nominalAt }: Occurrence) {
  const probe = probeReference(plan, nominalAt);
  if (name === probeName) return (await probeSent({ db }, probe)) ? probe : undefined;
  return (await findByKey(db, callerId(plan), keyOf(name, nominalAt)))?.reference;
}

const callerId = (plan: string): string => `schedule:${plan}`;

const keyOf = (name: string, nominalAt: number): string => `schedule:${name}:${new Date(nominalAt).toISOString()}`;
