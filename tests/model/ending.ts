import type { Status } from '../../domain/incident/incident.ts';

import { phase, verify } from './moving-on.ts';
import { enter } from './passing.ts';
import { needed } from './phases.ts';
import { firstTold, quiet } from './policy.ts';
import { owes } from './possible.ts';
import { answer, begin, done, revive, stop } from './promises.ts';
import { note, refuseUnless } from './ticket.ts';
import type { Doing, Ticket } from './ticket.ts';
import { heard, outside } from './who.ts';

/** Being done with it, and taking that back. */

const looking = (ticket: Ticket) => (ticket.assignee === null ? firstTold(ticket) : heard(ticket, ticket.assignee));

export const ending: Doing = {
  resolve: (ticket) => {
    quiet(ticket);
    answer(ticket);
    done(ticket, 'containment', 'resolution', 'update');
    settle(ticket, 'resolved');
    ticket.resolvedAt = ticket.now;
    note(ticket, 'resolved', { notify: outside(ticket) });
    begin(ticket, 'resolution');
  },
  phase,
  verify,
  close: (ticket) => {
    refuseUnless(needed(ticket).length === 0);
    enter(ticket, 'closed');
    note(ticket, 'closed');
  },
  cancel: (ticket) => {
    quiet(ticket);
    stop(ticket);
    settle(ticket, 'cancelled');
    note(ticket, 'cancelled', { notify: outside(ticket) });
  },
  reopen: (ticket) => {
    const notify = looking(ticket);
    reopen(ticket);
    note(ticket, 'reopened', { notify });
  },
  unlink: (ticket) => {
    if (!ticket.merged) return note(ticket, 'unlinked');
    const notify = looking(ticket);
    reopen(ticket);
    ticket.merged = false;
    note(ticket, 'unlinked', { notify });
  },
  link: (ticket, { as }) => {
    if (as !== 'duplicate') return note(ticket, 'linked');
    quiet(ticket);
    stop(ticket);
    settle(ticket, 'closed');
    ticket.merged = true;
    note(ticket, 'merged');
  },
  fulfil: (ticket, { clock }) => {
    refuseUnless(owes(ticket, clock));
    done(ticket, clock);
    note(ticket, 'fulfilled');
  },
  postmortem: (ticket) => {
    done(ticket, 'postmortem');
    ticket.escalated = null;
    note(ticket, 'postmortem');
  },
};

/** Nothing waits or pages any more. */
function settle(ticket: Ticket, status: Status): void {
  for (const one of ticket.stills) if (one.to === Infinity) one.to = ticket.now;
  enter(ticket, status);
  Object.assign(ticket, { holdUntil: null, snoozedUntil: null, escalated: null, meetsUntil: null });
}

export function reopen(ticket: Ticket): void {
  const { resolvedAt, since: cancelledAt, now } = ticket;
  ticket.promises = ticket.promises.filter(({ start, doneAt }) => start !== 'resolution' || doneAt !== null);
  for (const one of ticket.promises)
    if (one.stoppedAt !== null || ['resolution', 'update'].includes(one.metric)) revive(ticket, one);
  ticket.stills.push({
    from: resolvedAt ?? cancelledAt,
    to: now,
    metrics: resolvedAt === null ? null : ['response', 'level', 'containment', 'resolution', 'update'],
    pause: null,
  });
  for (const metric of ['resolution', 'update']) ticket.kept.delete(metric);
  ticket.starts.delete('resolution');
  enter(ticket, 'in_progress');
  Object.assign(ticket, { resolvedAt: null, acknowledgedAt: null, escalated: null, pagingSince: now });
}
