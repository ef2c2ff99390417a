import type { Step } from '../../domain/plan/escalation.ts';

import { hours } from './counting.ts';
import { passOf } from './policy.ts';
import { standings } from './standing.ts';
import type { Standing } from './standing.ts';
import { note } from './ticket.ts';
import type { Coming, Ticket } from './ticket.ts';
import { told } from './who.ts';

/** The steps that will be taken, or taken again. */
export const pages = (ticket: Ticket): Coming[] =>
  standings(ticket)
    .filter(({ moot }) => !moot)
    .flatMap((one) => page(ticket, one));

function page(ticket: Ticket, standing: Standing): Coming[] {
  const { step, clock, breaks, told: before } = standing;
  if (!isLeft(standing)) return [];
  const meant = before === undefined ? standing.dueAt : before.first + before.times * step.repeat!.everyMs;
  const due = Math.max(meant, ticket.pagingSince, ticket.snoozedUntil ?? 0);
  const keepable = breaks !== null && clock!.brokenAt === null;
  return [{ dueAt: due, at: keepable ? due + 1 : due, happen: () => take(ticket, standing, meant, due) }];
}

/** Whether it is still to be taken, or repeated. */
export const isLeft = ({ step: { repeat }, told: before }: Standing): boolean =>
  before === undefined || (repeat !== null && !before.quiet && before.times <= repeat.atMost);

/** Why it cannot be told, if it cannot. */
export function nobody(
  { rules }: Ticket,
  calendar: string | null,
  people: readonly string[],
  due: number,
): string | null {
  if (calendar !== null && !hours(rules.calendars[calendar]!).some(([open, close]) => open <= due && due < close))
    return 'closed';
  return people.length === 0 ? 'nobody' : null;
}

/** Tells it now; `meant` for an instant that may be long over, and then one time stands for all those missed. */
function take(ticket: Ticket, standing: Standing, meant: number, due: number): void {
  const { step, key, breaks, told: before } = standing;
  const { times, first } = before ?? { times: 0, first: due };
  const notify = told(ticket, step.tell);
  const why = nobody(ticket, step.calendar, notify, due);
  const missed = missedBy(ticket, step, times, meant);
  const skipped = why !== null && times === 0;
  say(ticket, standing, { due, times, missed, why, notify });
  ticket.told.set(key, {
    first,
    times: times + 1 + missed,
    quiet: skipped || (breaks === null && ticket.acknowledgedAt !== null),
    skippedAt: skipped ? due : null,
  });
  if (breaks !== null) Object.assign(ticket, { escalated: breaks, acknowledgedAt: null, pagingSince: due });
}

function missedBy({ now }: Ticket, { repeat }: Step, times: number, meant: number): number {
  let missed = 0;
  if (repeat === null) return missed;
  for (let next = meant + repeat.everyMs; next <= now && times + missed < repeat.atMost; next += repeat.everyMs)
    missed++;
  return missed;
}

interface Saying {
  readonly due: number;
  readonly times: number;
  readonly missed: number;
  readonly why: string | null;
  readonly notify: readonly string[];
}

function say(ticket: Ticket, { key, paging, hurried }: Standing, { due, times, missed, why, notify }: Saying): void {
  const kind = why === null ? 'escalated' : 'skipped';
  const { number, why: anew } = passOf(ticket);
  note(ticket, kind, {
    dueAt: due,
    key: `${kind}:${key}${times > 0 ? `:again-${times}` : ''}`,
    notify: why === null ? notify : [],
    detail: { times: times + 1, missed, hurried, why, anew: paging && number > 1 ? anew : null },
  });
}
