import type { Step, Tell } from '../../domain/plan.ts';

import { mayHear } from './plan.ts';
import { dueAt, reachedAt } from './promises.ts';
import { isOpen, isOwed, promiseOf } from './ticket.ts';
import type { Promised, Ticket, Told } from './ticket.ts';

/** Who is behind what a plan names, now. */
function behind({ rules: { plan, rotations }, now, assignee, customer }: Ticket, tell: Tell): (string | null)[] {
  if (tell === 'assignee') return [assignee];
  if (tell === 'customer contact') return customer === null ? [] : [plan.customers[customer]!.contact];
  if (typeof tell === 'string') return [tell];
  if ('person' in tell) return [tell.person];
  if ('role' in tell) return [...plan.roles[tell.role]!];
  const { shifts, overrides } = rotations[tell.rotation]!;
  const covers = ({ from, until }: { from: number; until: number }) => from <= now && now < until;
  return [overrides.findLast(covers) ?? shifts.find(covers)].map((shift) => shift?.person ?? null);
}

export const heard = (ticket: Ticket, ...people: readonly (string | null)[]): string[] =>
  [...new Set(people.filter((one) => one !== null && mayHear(ticket.type, one)))] as string[];

export const told = (ticket: Ticket, tell: readonly Tell[]): string[] =>
  heard(ticket, ...tell.flatMap((one) => behind(ticket, one)));

function policyOf({ rules: { plan }, severity, level, handovers }: Ticket): string {
  const own = handovers > 0 ? plan.levels[level]!.escalation : null;
  return own ?? plan.severities[severity]!.escalation ?? '';
}

const stepsOf = (ticket: Ticket): readonly Step[] => ticket.rules.plan.policies[policyOf(ticket)]?.steps ?? [];

/** Who looks after it: the assignee, else whom the policy tells first; nobody during a snooze. */
export const firstTold = (ticket: Ticket): string[] => told(ticket, stepsOf(ticket)[0]?.tell ?? []);
export const inCharge = (ticket: Ticket): string[] =>
  ticket.snoozedUntil !== null ? [] : ticket.assignee === null ? firstTold(ticket) : heard(ticket, ticket.assignee);

/** Whether the policy minds when `metric` is broken. */
export const isGuarded = (ticket: Ticket, metric: string): boolean =>
  stepsOf(ticket).some(({ at }) => 'of' in at && at.of === metric);

/** A step that will be told. */
export interface Page {
  readonly step: Step;
  readonly key: string;
  readonly times: number;
  readonly first: number;
  readonly dueAt: number;
  readonly at: number;
  /** The promise whose breaking it tells. */
  readonly of: string | null;
}

export const pages = (ticket: Ticket): Page[] =>
  stepsOf(ticket).flatMap((step, index) => page(ticket, step, index + 1));

function page(ticket: Ticket, step: Step, number: number): Page[] {
  const { repeat } = step;
  const clock = clockOf(ticket, step);
  if (isMoot(ticket, step, clock)) return [];
  const key = keyOf(ticket, number, clock);
  const before = ticket.told.get(key);
  if (before !== undefined && !isRepeated(step, before)) return [];
  const { first, times } = before ?? { first: firstDue(ticket, step, clock), times: 0 };
  const due = notBefore(ticket, first + times * (repeat?.everyMs ?? 0));
  const of = brokenBy(step);
  const late = of !== null && clock?.brokenAt === null ? 1 : 0;
  return [{ step, key, times: times + 1, first, dueAt: due, at: due + late, of }];
}

function keyOf(ticket: Ticket, number: number, clock: Promised | undefined): string {
  const round = clock === undefined || clock.round === 1 ? '' : `:round-${clock.round}`;
  return `${policyOf(ticket)}:${number}${round}`;
}

const isRepeated = ({ repeat }: Step, before: Told): boolean =>
  repeat !== null && !before.quiet && before.times <= repeat.atMost;

const firstDue = (ticket: Ticket, step: Step, clock: Promised | undefined): number =>
  notBefore(ticket, Math.max(pure(ticket, step, clock), ticket.pagingSince));

/** The promise that a step tells is broken. */
const brokenBy = ({ at }: Step) => ('of' in at && at.share >= 1 ? at.of : null);

const clockOf = (ticket: Ticket, { at }: Step) => ('of' in at ? promiseOf(ticket, at.of) : undefined);

/** A step on a promise is told while that is owed; another one while nobody has it in hand. */
const isMoot = (ticket: Ticket, { at }: Step, clock: Promised | undefined): boolean =>
  'of' in at ? clock === undefined || !isOwed(clock) : !isOpen(ticket) || ticket.acknowledgedAt !== null;

const notBefore = ({ snoozedUntil }: Ticket, at: number) => Math.max(at, snoozedUntil ?? 0);

function pure(ticket: Ticket, { at }: Step, clock: Promised | undefined): number {
  if (!('of' in at)) return ticket.openedAt + at.afterMs;
  return at.share === 1 ? dueAt(ticket, clock!) : reachedAt(ticket, clock!, Math.round(at.share * 100), 100);
}

/** Somebody has it in hand: nothing told so far is repeated. */
export function quiet(ticket: Ticket): void {
  for (const one of ticket.told.values()) one.quiet = true;
}
