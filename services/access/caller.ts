import { hiddenFrom, permissions, permissionsOf } from '../../domain/access.ts';
import type { Permission } from '../../domain/access.ts';
import type { Plan } from '../../domain/plan.ts';

/** Who is asking: known from a key, a session or a signed link, never from a body. */
export interface Caller {
  /** Sets apart the idempotency keys of callers that are the same person. */
  readonly id: string;
  /** A person of the plan, `admin`, or `requester`. */
  readonly by: string;
  /** The plan whose incidents are within reach; null: every plan's. */
  readonly plan: string | null;
  readonly may: readonly Permission[];
  /** The types of tickets that are not there for this caller. */
  readonly hidden: readonly string[];
  /** The one ticket that a signed link is about: nothing else is there. Null for whoever has a key or a session. */
  readonly ticket: string | null;
}

/** An administrator, of every plan or, as Guardia itself, of one. */
export const administrator = (id: string, plan: string | null = null): Caller => ({
  id,
  by: 'admin',
  plan,
  may: permissions,
  hidden: [],
  ticket: null,
});

/** A person of a plan, as the plan has it. */
export const personOfPlan = (id: string, person: string, plan: Plan): Caller => ({
  id,
  by: person,
  plan: plan.slug,
  may: permissionsOf(plan, person),
  hidden: hiddenFrom(plan, person),
  ticket: null,
});

/** Who asked for help, by a signed link: one ticket, and of it what is public. */
export const requesterOf = (reference: string, plan: string): Caller => ({
  id: `requester:${reference}`,
  by: 'requester',
  plan,
  may: [],
  hidden: [],
  ticket: reference,
});

/** What of a ticket decides who sees it. */
export interface Ticket {
  readonly reference: string;
  readonly plan: string;
  readonly type: string;
}

/** Whether this caller may see and touch what belongs to `plan`. */
export const mayReach = (caller: Caller, plan: string): boolean =>
  caller.ticket === null && (caller.plan === null || caller.plan === plan);

/** Whether this ticket is there for the caller at all; a requester sees only what of it is public. */
export const mayReachTicket = ({ plan, hidden, ticket }: Caller, one: Ticket): boolean =>
  (plan === null || plan === one.plan) && (ticket ?? one.reference) === one.reference && !hidden.includes(one.type);
