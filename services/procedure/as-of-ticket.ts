import type { LockedRun } from '../../db/runs.ts';
import { isOpen } from '../../domain/incident/incident.ts';
import type { Run } from '../../domain/procedure/run.ts';
import { withoutTicket } from '../../domain/procedure/with-ticket.ts';

/** A locked run, called off where the ticket that is about it is over. */
export const asOfTicket = ({ run, ticket }: Pick<LockedRun, 'run' | 'ticket'>, at: number): Run =>
  ticket === null || isOpen(ticket.incident) ? run : withoutTicket(run, at);
