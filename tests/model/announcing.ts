import type { Announcement } from '../../domain/plan/communication.ts';

import { meets } from './phases.ts';
import { isOpen, note } from './ticket.ts';
import type { Happening, Ticket } from './ticket.ts';
import { outside, told } from './who.ts';

/** At which moment of the plan something happens. */
const moments: Record<string, Announcement['at']> = {
  opened: 'opening',
  acknowledged: 'acknowledge',
  workaround: 'workaround',
  resolved: 'resolution',
  closed: 'closing',
};

/** What people do is told to whom the plan says, row by row. */
export function announcing(ticket: Ticket, happens: () => void): void {
  const count = ticket.happened.length;
  happens();
  const fresh = ticket.happened.slice(count);
  for (const [index, row] of ticket.rules.plan.communication.entries())
    for (const happening of fresh) announce(ticket, row, index, happening);
}

function announce(ticket: Ticket, row: Announcement, index: number, happening: Happening): void {
  const sent = ticket.announced.get(index) ?? 0;
  const message = messageOf(ticket, row, sent, happening);
  if (message === null) return;
  ticket.announced.set(index, sent + 1);
  const { notify, joins } = happening;
  const isNew = message === 'first';
  // Whoever is written to because of the act itself is not written to twice.
  const heard = isNew ? notify.filter((one) => outside({ requester: true }).includes(one)) : notify;
  const left = (joins === undefined ? told(ticket, row.tell) : [joins.who]).filter((one) => !heard.includes(one));
  if (left.length === 0) return;
  const due = ticket.now + (isNew ? (row.withinMs ?? 0) : 0);
  note(ticket, 'announced', { key: `announced:${index}:${sent + 1}`, dueAt: due, notify: left });
}

type Message = 'first' | 'update' | 'closing';

function messageOf(ticket: Ticket, row: Announcement, sent: number, happening: Happening): Message | null {
  if (sent > 0 && goesOn(row)) return next(ticket, row, happening);
  return isFirst(ticket, row, happening) ? 'first' : null;
}

/** There is more to tell after the first message. */
const goesOn = ({ at }: Announcement): boolean => ['opening', 'acknowledge'].includes(at);

function next(ticket: Ticket, row: Announcement, { kind, isNews, joins }: Happening): Message | null {
  if (isOpen(ticket)) {
    if (joins !== undefined && row.tell.includes(joins.as === 'affected' ? 'affected' : 'watchers')) return 'first';
    return isNews === true ? 'update' : null;
  }
  const ends = row.closing !== null || row.everyMs !== null;
  return ends && ['resolved', 'cancelled'].includes(kind) ? 'closing' : null;
}

/** Its moment has come, or it has become such a ticket after that. */
function isFirst(ticket: Ticket, { when, at }: Announcement, { kind }: Happening): boolean {
  if (!meets(ticket, when)) return false;
  if (kind !== 'triaged' && kind !== 'reclassified') return moments[kind] === at;
  return at === 'opening' || (at === 'acknowledge' && ticket.acknowledgedAt !== null);
}
