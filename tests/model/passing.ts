import { toldOfBreach } from './breaking.ts';
import { pages } from './paging.ts';
import { withPhases } from './following.ts';
import { overrun } from './overrunning.ts';
import { inCharge } from './policy.ts';
import { dueAt, rePromise, warnsAt } from './promises.ts';
import { isOwed, isRunning, note } from './ticket.ts';
import type { Coming, Promised, Ticket } from './ticket.ts';
import { exhaustion, lapse } from './vain.ts';

/** What happens next if nobody does anything. Of two at one instant the first named. */
export function coming(ticket: Ticket): Coming | undefined {
  const all = [
    ...endOfSnooze(ticket),
    ...ticket.promises.filter((one) => isRunning(one) && one.warnedAt === null).map((one) => warning(ticket, one)),
    ...ticket.promises.filter(isRunning).map((one) => breach(ticket, one)),
    ...pages(ticket),
    ...exhaustion(ticket),
    ...lapse(ticket),
    ...endOfHold(ticket),
    ...overrun(ticket),
    ...end(ticket),
  ].filter(({ at }) => at < Infinity);
  const first = Math.min(...all.map(({ at }) => at));
  return all.find(({ at }) => at === first);
}

/** Everything that happens by itself up to `until`, each at its instant. */
export function pass(ticket: Ticket, until: number): void {
  for (let next = coming(ticket); next !== undefined && next.at <= until; next = coming(ticket)) {
    ticket.now = Math.max(ticket.now, next.at);
    withPhases(ticket, next.happen);
  }
  ticket.now = until;
}

const rounded = ({ metric, round }: Promised) => (round === 1 ? metric : `${metric}:round-${round}`);

function warning(ticket: Ticket, one: Promised): Coming {
  const due = Math.max(warnsAt(ticket, one), ticket.pagingSince);
  return {
    dueAt: due,
    at: due,
    happen: () => {
      one.warnedAt = due;
      note(ticket, 'warned', { dueAt: due, key: `warned:${rounded(one)}`, notify: inCharge(ticket) });
    },
  };
}

/** It can be kept up to its very instant, and is broken a millisecond later. */
function breach(ticket: Ticket, one: Promised): Coming {
  const due = dueAt(ticket, one);
  return {
    dueAt: due,
    at: due + 1,
    happen: () => {
      one.brokenAt = due;
      const notify = toldOfBreach(ticket, one);
      note(ticket, 'breached', { dueAt: due, key: `breached:${rounded(one)}`, notify });
    },
  };
}

function endOfHold(ticket: Ticket): Coming[] {
  const { status, holdUntil: due } = ticket;
  if (status !== 'on_hold' || due === null) return [];
  const happen = () => {
    resume(ticket, due);
    ticket.since = due;
    note(ticket, 'resumed', { dueAt: due, key: `resumed:${due}` });
  };
  return [{ dueAt: due, at: due, happen }];
}

/** In progress again, everything that stood still running from `at` on. */
export function resume(ticket: Ticket, at: number): void {
  for (const one of ticket.stills) if (one.to === Infinity) one.to = at;
  ticket.holdUntil = null;
  enter(ticket, 'in_progress');
}

export function enter(ticket: Ticket, status: Ticket['status']): void {
  if (ticket.status !== status) ticket.since = ticket.now;
  ticket.status = status;
}

function endOfSnooze(ticket: Ticket): Coming[] {
  const { snoozedUntil: due } = ticket;
  if (due === null) return [];
  const happen = () => {
    Object.assign(ticket, { snoozedUntil: null, pagingSince: Math.max(due, ticket.pagingSince) });
    note(ticket, 'snooze-ended', { dueAt: due, key: `snooze-ended:${due}`, notify: inCharge(ticket) });
  };
  return [{ dueAt: due, at: due, happen }];
}

/** It is over when nothing is owed and the time to reopen it has passed. */
function end(ticket: Ticket): Coming[] {
  const { status, endedAt, promises, resolvedAt, since, rules } = ticket;
  if (!['closed', 'cancelled'].includes(status) || endedAt !== null || promises.some(isOwed)) return [];
  const due = (resolvedAt ?? since) + rules.plan.reopenMs;
  const happen = () => {
    ticket.endedAt = Math.max(due, ticket.now);
    note(ticket, 'ended', { dueAt: due, key: 'ended' });
  };
  return [{ dueAt: due, at: due, happen }];
}

/** Other promises hold from now on, some of them used up already. */
export function broken(ticket: Ticket, retroactive: boolean, old = ticket.rules): void {
  for (const one of rePromise(ticket, retroactive, old)) {
    const notify = toldOfBreach(ticket, one);
    note(ticket, 'breached', { dueAt: ticket.now, key: `breached:${rounded(one)}`, notify });
  }
}
