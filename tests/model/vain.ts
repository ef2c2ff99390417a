import { beginAnew, inPass, policyName, policyOf } from './policy.ts';
import { standings } from './standing.ts';
import type { Standing } from './standing.ts';
import { isOpen, note } from './ticket.ts';
import type { Coming, Ticket } from './ticket.ts';
import { reached } from './who.ts';

/** All who could be told were told, nobody came, and one more interval is over: once in a pass. */
export function exhaustion(ticket: Ticket): Coming[] {
  const policy = policyOf(ticket);
  const key = inPass(ticket, `exhausted:${policyName(ticket)}`);
  if (policy === undefined || policy.exhausted.length === 0) return [];
  if (ticket.status === 'on_hold' || ticket.exhausted.has(key)) return [];
  const over = overAt(standings(ticket).filter(({ paging }) => paging));
  const due = Math.max(over, ticket.pagingSince, ticket.snoozedUntil ?? 0);
  const happen = () => {
    ticket.exhausted.add(key);
    note(ticket, 'exhausted', { dueAt: due, key, notify: reached(ticket, policy.exhausted) });
  };
  return [{ dueAt: due, at: due, happen }];
}

/** Infinity where a step is still to come, or somebody came. */
function overAt(steps: readonly Standing[]): number {
  const last = steps.at(-1);
  if (last === undefined || steps.some((one) => one.moot || !wasTold(one))) return Infinity;
  const skipped = last.told!.skippedAt;
  if (skipped !== null) return Math.max(...steps.map((one) => one.told!.first));
  return Math.max(...steps.map(lastTime)) + (last.step.repeat?.everyMs ?? 15 * 60_000);
}

/** And not hushed before it could be told in vain. */
const wasTold = ({ told: one }: Standing): boolean => one !== undefined && (one.skippedAt !== null || !one.quiet);

/** A skipped step is not repeated. */
function lastTime({ step: { repeat }, told: one }: Standing): number {
  return one!.skippedAt === null && repeat !== null ? one!.first + repeat.everyMs * repeat.atMost : one!.first;
}

/** Whoever acknowledged has let it lie for too long: as if it had been opened just now. */
export function lapse(ticket: Ticket): Coming[] {
  const { acknowledgedAt, workedAt, pagingSince, stills, status, snoozedUntil } = ticket;
  const lapseMs = policyOf(ticket)?.lapseMs ?? null;
  if (lapseMs === null || acknowledgedAt === null) return [];
  if (!isOpen(ticket) || status === 'on_hold' || snoozedUntil !== null) return [];
  const due = Math.max(acknowledgedAt, workedAt, pagingSince, ...stills.map(({ to }) => to)) + lapseMs;
  const happen = () => {
    const key = inPass(ticket, `lapsed:${policyName(ticket)}`);
    note(ticket, 'lapsed', { dueAt: due, key, notify: ticket.assignee === null ? [] : [ticket.assignee] });
    ticket.acknowledgedAt = null;
    beginAnew(ticket, policyName(ticket), due, 'lapsed');
  };
  return [{ dueAt: due, at: due, happen }];
}
