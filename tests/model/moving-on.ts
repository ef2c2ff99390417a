import type { Bodies } from '../../domain/incident/bodies.ts';

import { ahead, enter, isCalledLikeAStatus, itsPhases, needed } from './phases.ts';
import { note, refuseUnless } from './ticket.ts';
import type { Ticket } from './ticket.ts';

export function phase(ticket: Ticket, { to }: Bodies['phase']): void {
  const mayEnter = (name: string) =>
    ticket.phase === null || (ticket.rules.plan.phases[name]!.from?.includes(ticket.phase) ?? true);
  if (to !== undefined) {
    refuseUnless(itsPhases(ticket).includes(to) && to !== ticket.phase && !isCalledLikeAStatus(to) && mayEnter(to));
    enter(ticket, to, ticket.now);
  } else {
    const rest = ahead(ticket).filter((name) => !isCalledLikeAStatus(name));
    const next = rest.find(mayEnter);
    const moved = itsPhases(ticket).some((name) => !isCalledLikeAStatus(name));
    refuseUnless(next !== undefined || (rest.length === 0 && moved && ticket.phase !== null));
    enter(ticket, next ?? null, ticket.now);
  }
  note(ticket, 'phase');
}

export function verify(ticket: Ticket): void {
  const { stays, now } = ticket;
  const done = needed(ticket);
  refuseUnless(done.length > 0);
  for (const name of done) {
    const { enteredAt, times, overran } = stays.get(name) ?? { enteredAt: now, times: 0, overran: false };
    stays.set(name, { enteredAt, times, overran, doneAt: now });
  }
  if (ticket.phase !== null && done.includes(ticket.phase)) enter(ticket, ahead(ticket)[0] ?? null, now);
  note(ticket, 'verified');
}
