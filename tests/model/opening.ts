import type { Opening } from '../../domain/incident/open.ts';
import type { Rules } from '../../domain/plan.ts';

import { announcing } from './announcing.ts';
import { withPhases } from './following.ts';
import { begin } from './promises.ts';
import { note } from './ticket.ts';
import type { Ticket } from './ticket.ts';

/** A ticket as the model sees it when it is opened. */
export function openTicket(rules: Rules, opening: Opening, at: number): Ticket {
  const { type, severity, category, impact, service, requester } = opening;
  const customers = Object.keys(rules.plan.customers);
  const ticket: Ticket = {
    rules,
    now: at,
    actor: 'ion',
    requester: requester !== null,
    type,
    severity,
    category,
    impact,
    service,
    customer: customers.find((one) => requester?.endsWith(`@${one}.example`)) ?? null,
    level: Object.keys(rules.plan.levels)[0]!,
    assignee: null,
    status: 'received',
    since: at,
    acknowledgedAt: null,
    escalated: null,
    openedAt: at,
    resolvedAt: null,
    endedAt: null,
    holdUntil: null,
    stills: [],
    starts: new Map(),
    kept: new Map(),
    promises: [],
    rounds: new Map(),
    pagingSince: at,
    told: new Map(),
    passes: new Map(),
    exhausted: new Set(),
    workedAt: at,
    phase: null,
    stays: new Map(),
    leftIn: null,
    snoozedUntil: null,
    handovers: 0,
    meetsUntil: null,
    merged: false,
    announced: new Map(),
    happened: [],
  };
  begin(ticket, 'opening');
  begin(ticket, 'level');
  const happens = () => note(ticket, 'opened', { notify: requester === null ? [] : ['requester'] });
  announcing(ticket, () => withPhases(ticket, happens, true));
  return ticket;
}
