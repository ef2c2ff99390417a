import type { Bodies } from '../../domain/incident/bodies.ts';

import { broken, enter } from './passing.ts';
import { mayHear } from './plan.ts';
import { begin } from './promises.ts';
import { note, refuseUnless } from './ticket.ts';
import type { Ticket } from './ticket.ts';

/** What a ticket is called decides what is promised. */

type Said = Bodies['triage'] & Bodies['reclassify'];

const traits = ['type', 'severity', 'category', 'impact', 'service', 'customer'] as const;

/** The ticket's traits as they are said to be; refused where the plan has no such thing. */
function said({ rules: { plan }, ...ticket }: Ticket, body: Said) {
  const there: Record<(typeof traits)[number], readonly string[]> = {
    type: plan.types,
    severity: Object.keys(plan.severities),
    category: Object.keys(plan.categories),
    impact: plan.impacts,
    service: Object.keys(plan.services),
    customer: Object.keys(plan.customers),
  };
  refuseUnless([...traits, 'assignee' as const].some((one) => body[one] !== undefined));
  for (const trait of traits) refuseUnless(body[trait] === undefined || there[trait].includes(body[trait]));
  return Object.fromEntries(traits.map((trait) => [trait, body[trait] ?? ticket[trait]]));
}

export function triage(ticket: Ticket, body: Bodies['triage']): void {
  const called = said(ticket, body);
  const owner = body.assignee ?? ticket.assignee;
  refuseUnless(
    body.assignee === undefined ||
      (ticket.rules.plan.people.includes(body.assignee) && mayHear(ticket.type, body.assignee)),
  );
  const notify = owner === null || owner === ticket.assignee || owner === ticket.actor ? [] : [owner];
  ticket.assignee = owner;
  enter(ticket, 'triaged');
  note(ticket, 'triaged', { notify });
  call(ticket, called, true);
  begin(ticket, 'triage');
}

export function reclassify(ticket: Ticket, body: Bodies['reclassify']): void {
  const called = said(ticket, body);
  if (ticket.assignee !== null && !mayHear(called['type']!, ticket.assignee)) ticket.assignee = null;
  note(ticket, 'reclassified');
  call(ticket, called, body.retroactive ?? true);
}

function call(ticket: Ticket, called: Record<string, string | null>, retroactive: boolean): void {
  if (traits.every((trait) => called[trait] === ticket[trait])) return;
  Object.assign(ticket, called, { pagingSince: ticket.now });
  broken(ticket, retroactive);
}
