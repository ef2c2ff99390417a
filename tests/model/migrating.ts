import type { Rules } from '../../domain/plan.ts';

import { broken } from './passing.ts';
import { withPhases } from './following.ts';
import { mayHear } from './plan.ts';
import { isRunning, note, refuseUnless } from './ticket.ts';
import type { Ticket } from './ticket.ts';

/** It goes by another version of its plan from now on. Throws `Refused` where something that it is about is not there. */
export function migrate(ticket: Ticket, next: Rules, retroactive: boolean): void {
  const { plan, calendars } = next;
  const { type, severity, impact, category, service, customer, level, status, stills, promises } = ticket;
  const about: readonly [readonly string[], string | null][] = [
    [plan.types, type],
    [Object.keys(plan.severities), severity],
    [plan.impacts, impact],
    [Object.keys(plan.categories), category],
    [Object.keys(plan.services), service],
    [Object.keys(plan.customers), customer],
    [Object.keys(plan.levels), level],
    [Object.keys(plan.pauses), status === 'on_hold' ? stills.at(-1)!.pause : null],
    ...promises
      .filter((one) => !isRunning(one))
      .map(({ rows }): [string[], string] => [Object.keys(calendars), rows.at(-1)!.row.calendar]),
  ];
  refuseUnless(ticket.endedAt === null);
  refuseUnless(about.every(([names, name]) => name === null || names.includes(name)));
  const { rules: old } = ticket;
  ticket.rules = next;
  withPhases(ticket, () => follow(ticket, old, retroactive));
}

function follow(ticket: Ticket, old: Rules, retroactive: boolean): void {
  const { type, assignee } = ticket;
  const { plan } = ticket.rules;
  if (assignee !== null && !(plan.people.includes(assignee) && mayHear(type, assignee))) ticket.assignee = null;
  ticket.pagingSince = ticket.now;
  note(ticket, 'migrated');
  broken(ticket, retroactive, old);
}
