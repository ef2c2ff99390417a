import { isLeft, nobody } from './paging.ts';
import { inCharge, policyOf } from './policy.ts';
import { standings } from './standing.ts';
import type { Standing } from './standing.ts';
import type { Promised, Ticket } from './ticket.ts';
import { heard, reached, told } from './who.ts';

/** Who is told that a promise is broken, where no step of the policy says so. */
export function toldOfBreach(ticket: Ticket, { metric }: Promised): string[] {
  if (ticket.snoozedUntil !== null || isSaid(ticket, metric)) return [];
  const charged = heard(ticket, ...inCharge(ticket));
  if (charged.length > 0) return charged;
  const contacts = ticket.rules.plan.emergency?.contacts.flatMap(({ tell }) => tell) ?? [];
  return reached(ticket, policyOf(ticket) === undefined ? contacts : []);
}

/** By a step that is still to come, or by one that is then taken in its place. */
function isSaid(ticket: Ticket, metric: string): boolean {
  const left = standings(ticket).filter((one) => !one.moot && isLeft(one));
  const saying = left.filter(({ breaks }) => breaks === metric);
  if (saying.some((one) => reaches(ticket, one, one.dueAt))) return true;
  const [first] = saying;
  if (first === undefined || !first.paging) return false;
  const next = left.slice(left.indexOf(first) + 1).filter((one) => one.paging && one.told === undefined);
  return next.some((one) => reaches(ticket, one, first.dueAt));
}

function reaches(ticket: Ticket, { step }: Standing, due: number): boolean {
  const then = { ...ticket, now: Math.max(ticket.now, due) };
  return nobody(then, step.calendar, told(then, step.tell), due) === null;
}
