import type { Phase } from '../../domain/plan.ts';
import type { Conditions } from '../../domain/plan/traits.ts';

import { traitsOf } from './promises.ts';
import type { Ticket } from './ticket.ts';

/** What the plan says of the phase of that name; nothing where it has none any more. */
export const phaseOf = ({ rules }: Ticket, name: string): Phase | undefined => rules.plan.phases[name];

const order = ({ rules }: Ticket, name: string): number => Object.keys(rules.plan.phases).indexOf(name);

export const meets = (ticket: Ticket, when: Conditions): boolean =>
  Object.entries(when).every(([trait, values]) => values.includes(traitsOf(ticket)[trait] ?? ''));

/** Those for such a ticket, in their order. */
export const itsPhases = (ticket: Ticket): string[] =>
  Object.keys(ticket.rules.plan.phases).filter((name) => meets(ticket, phaseOf(ticket, name)!.when));

const isDone = ({ stays }: Ticket, name: string): boolean => (stays.get(name)?.doneAt ?? null) !== null;

/** Those for it after the one it is in that are not done. */
export const ahead = (ticket: Ticket): string[] =>
  itsPhases(ticket).filter((name) => {
    const after = ticket.phase === null || order(ticket, name) > order(ticket, ticket.phase);
    return after && !isDone(ticket, name);
  });

/** Those that closing waits for. */
export const needed = (ticket: Ticket): string[] =>
  itsPhases(ticket).filter((name) => phaseOf(ticket, name)!.needed && !isDone(ticket, name));

const standings = ['received', 'triaged', 'in-progress', 'on-hold', 'resolved', 'closed', 'cancelled', 'escalated'];

/** Nobody enters it but by the status of that name. */
export const isCalledLikeAStatus = (name: string): boolean => standings.includes(name);

/** The phase that is called as the ticket stands. */
export function itsNamesake(ticket: Ticket): string | undefined {
  const names = itsPhases(ticket);
  if (ticket.escalated !== null && names.includes('escalated')) return 'escalated';
  return names.find((name) => name === ticket.status.replace('_', '-'));
}

/** The one that it is in is done. Whoever goes back has what follows to do again. */
export function enter(ticket: Ticket, to: string | null, at: number): void {
  const { phase: from, stays } = ticket;
  if (from !== null) stays.get(from)!.doneAt = at;
  ticket.phase = to;
  if (to === null) return;
  if (from === null || order(ticket, to) <= order(ticket, from))
    for (const [name, stay] of stays) if (order(ticket, name) > order(ticket, to)) stay.doneAt = null;
  const { times, overran } = stays.get(to) ?? { times: 0, overran: false };
  stays.set(to, { enteredAt: at, doneAt: null, times: times + 1, overran });
}
