import { owingPostmortem } from '../../domain/incident/look-back.ts';
import type { Signal } from '../../domain/alert/signal.ts';
import type { Act } from '../../domain/incident/incident.ts';
import { recorded } from '../../domain/incident/record.ts';

import type { Did } from './apply.ts';
import type { Batch } from './batch.ts';

const source = 'procedure/';

/** The incident that the failure of a procedure has opened owes the post-mortem that the plan wants of it. */
export function lookBack(batch: Batch, signal: Signal, { reference }: Did, act: Act): void {
  const ticket = reference === null ? undefined : batch.tickets.get(reference);
  if (ticket === undefined || signal.action !== 'trigger' || !signal.source.startsWith(source)) return;
  const { rules, incident } = ticket;
  const procedure = signal.source.slice(source.length);
  const promise = rules.plan.procedures[procedure]?.postmortem;
  if (promise === undefined) return;
  const own = { key: `${act.key}:postmortem`, by: null, at: Math.max(act.at, incident.lastEventAt) };
  ticket.incident = recorded(
    rules,
    incident,
    owingPostmortem(rules, incident, own, { procedure, promise, endedAt: act.at }),
  );
}
