import { phaseOf } from './phases.ts';
import { inCharge } from './policy.ts';
import { isOpen, note } from './ticket.ts';
import type { Coming, Ticket } from './ticket.ts';
import { told } from './who.ts';

/** It takes longer than it should: once, and after the resolution only where closing waits for it. */
export function overrun(ticket: Ticket): Coming[] {
  const { phase: name, stays } = ticket;
  const [phase, stay] = name === null ? [] : [phaseOf(ticket, name), stays.get(name)!];
  if (phase === undefined || phase.box === null || stay === undefined || stay.overran) return [];
  if (!isOpen(ticket) && !(ticket.status === 'resolved' && phase.needed)) return [];
  const end = ticket.openedAt + phase.box.endsMs;
  const due = Math.max(end, stay.enteredAt);
  const happen = () => {
    stay.overran = true;
    const leads = ticket.snoozedUntil === null ? told(ticket, phase.owner) : [];
    const notify = leads.length > 0 ? leads : inCharge(ticket);
    note(ticket, 'overran', { dueAt: due, key: `overran:${name}`, notify });
  };
  return [{ dueAt: due, at: due === end ? due + 1 : due, happen }];
}
