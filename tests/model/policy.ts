import type { Policy, Step } from '../../domain/plan/escalation.ts';

import type { Pass, Ticket } from './ticket.ts';
import { heard, told } from './who.ts';

/** That of the level that it was handed over to, where that has one, else that of its severity; empty for none. */
export function policyName({ rules: { plan }, severity, level, handovers }: Ticket): string {
  const own = handovers > 0 ? plan.levels[level]!.escalation : null;
  return own ?? plan.severities[severity]!.escalation ?? '';
}

export const policyOf = (ticket: Ticket): Policy | undefined => ticket.rules.plan.policies[policyName(ticket)];

export const stepsOf = (ticket: Ticket): readonly Step[] => policyOf(ticket)?.steps ?? [];

/** The pass that it is in; the first counts from the opening. */
export const passOf = (ticket: Ticket): Pass =>
  ticket.passes.get(policyName(ticket)) ?? { number: 1, since: ticket.openedAt, why: 'opening' };

/** A policy counts from `since`, as if the ticket had been opened then. It is the next pass if it spoke before. */
export function beginAnew(ticket: Ticket, policy: string, since: number, why: Pass['why']): void {
  const spoke = why === 'lapsed' || [...ticket.told.keys()].some((key) => key.startsWith(`${policy}:`));
  const number = (ticket.passes.get(policy)?.number ?? (spoke ? 1 : 0)) + 1;
  ticket.passes.set(policy, { number, since, why });
  ticket.pagingSince = since;
}

/** What happens once in a pass is called by it. */
export const inPass = (ticket: Ticket, what: string): string => {
  const { number } = passOf(ticket);
  return number === 1 ? what : `${what}:anew-${number}`;
};

/** Whom of the plan's people the first step tells that reaches any. */
export const firstTold = (ticket: Ticket): string[] =>
  stepsOf(ticket)
    .map(({ tell }) => told(ticket, tell).filter((one) => ticket.rules.plan.people.includes(one)))
    .find((people) => people.length > 0) ?? [];

/** Who looks after it: the assignee, else whom the policy tells first; nobody during a snooze. */
export const inCharge = (ticket: Ticket): string[] =>
  ticket.snoozedUntil !== null ? [] : ticket.assignee === null ? firstTold(ticket) : heard(ticket, ticket.assignee);

/** Somebody has it in hand: nothing told so far is repeated. */
export function quiet(ticket: Ticket): void {
  for (const one of ticket.told.values()) one.quiet = true;
}
