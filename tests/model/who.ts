import type { Tell } from '../../domain/plan/people.ts';

import { mayHear } from './plan.ts';
import type { Ticket } from './ticket.ts';

/** Who is behind what a plan names, now. */
function behind({ rules: { plan, rotations }, ...ticket }: Ticket, tell: Tell): (string | null)[] {
  const { now, assignee, customer, requester } = ticket;
  if (tell === 'assignee') return [assignee];
  if (tell === 'customer contact') return customer === null ? [] : [plan.customers[customer]!.contact];
  if (typeof tell === 'string') return tell !== 'requester' || requester ? [tell] : [];
  if ('person' in tell) return [tell.person];
  if ('role' in tell) return [...plan.roles[tell.role]!];
  return 'rotation' in tell ? onShift(rotations[tell.rotation]!, now) : [`integration:${tell.integration}`];
}

function onShift({ shifts, overrides }: Ticket['rules']['rotations'][string], now: number): (string | null)[] {
  const covers = ({ from, until }: { from: number; until: number }) => from <= now && now < until;
  return [overrides.findLast(covers) ?? shifts.find(covers)].map((shift) => shift?.person ?? null);
}

export const heard = (ticket: Ticket, ...people: readonly (string | null)[]): string[] =>
  [...new Set(people.filter((one) => one !== null && mayHear(ticket.type, one)))] as string[];

export const told = (ticket: Ticket, tell: readonly Tell[]): string[] =>
  heard(ticket, ...tell.flatMap((one) => behind(ticket, one)));

/** The same, or those who may see it at all. */
export function reached(ticket: Ticket, tell: readonly Tell[]): string[] {
  const those = told(ticket, tell);
  return those.length > 0 ? those : told(ticket, ticket.rules.plan.restricted[ticket.type] ?? []);
}

/** Who follows it from outside. */
export const outside = ({ requester }: Pick<Ticket, 'requester'>): string[] => [
  ...(requester ? ['requester'] : []),
  'watchers',
  'affected',
];
