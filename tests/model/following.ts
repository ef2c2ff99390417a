import { ahead, enter, itsNamesake, itsPhases, phaseOf } from './phases.ts';
import { isOpen, note } from './ticket.ts';
import type { Ticket } from './ticket.ts';

/** Lets something happen, and the phase go with it. */
export function withPhases(ticket: Ticket, happens: () => void, isNew = false): void {
  const { type, phase, happened } = ticket;
  const before = { open: isOpen(ticket), namesake: itsNamesake(ticket), times: timesIn(ticket) };
  const count = happened.length;
  happens();
  const fresh = happened.slice(count);
  if (fresh.length === 0 || Object.keys(ticket.rules.plan.phases).length === 0) return;
  go(ticket, before, isNew || ticket.type !== type, fresh[0]!.dueAt ?? fresh[0]!.at);
  const stays = ticket.phase === phase && timesIn(ticket) === before.times;
  if (stays || fresh.some(({ kind }) => kind === 'phase')) return;
  note(ticket, 'phase', { key: ticket.phase === null ? `phase:done:${phase}:${before.times}` : keyOf(ticket) });
}

function go(ticket: Ticket, before: { open: boolean; namesake: string | undefined }, anew: boolean, at: number): void {
  if (anew) goTo(ticket, itsNamesake(ticket) ?? itsPhases(ticket)[0] ?? null, at);
  else if (before.open && !isOpen(ticket)) leave(ticket, at);
  else if (!before.open && isOpen(ticket)) goBack(ticket, at);
  else follow(ticket, before.namesake, at);
}

const timesIn = ({ phase, stays }: Ticket): number => (phase === null ? 0 : stays.get(phase)!.times);
const keyOf = (ticket: Ticket): string => `phase:${ticket.phase}:${timesIn(ticket)}`;

function goTo(ticket: Ticket, name: string | null, at: number): void {
  if (name !== ticket.phase) enter(ticket, name, at);
}

/** Resolved, it leaves behind what comes before the first phase that closing needs. */
function leave(ticket: Ticket, at: number): void {
  const { phase, status } = ticket;
  ticket.leftIn = phase;
  const namesake = itsNamesake(ticket);
  if (namesake !== undefined) return goTo(ticket, namesake, at);
  if (status !== 'resolved' || (phase !== null && phaseOf(ticket, phase)?.needed === true)) return;
  goTo(ticket, ahead(ticket).find((name) => phaseOf(ticket, name)!.needed) ?? phase, at);
}

/** Reopened, it goes on where it was, if that is still for it. */
function goBack(ticket: Ticket, at: number): void {
  const names = itsPhases(ticket);
  const where = names.find((name) => name === ticket.leftIn) ?? names[0] ?? null;
  enter(ticket, itsNamesake(ticket) ?? where, at);
}

/** With its status, or out of a phase that is not for it any more. */
function follow(ticket: Ticket, before: string | undefined, at: number): void {
  const namesake = itsNamesake(ticket);
  if (namesake !== undefined && namesake !== before) goTo(ticket, namesake, at);
  else if (ticket.phase !== null && !itsPhases(ticket).includes(ticket.phase))
    enter(ticket, ahead(ticket)[0] ?? null, at);
}
