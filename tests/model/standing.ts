import type { Step } from '../../domain/plan/escalation.ts';

import { counted, lengthOf, reach, share } from './counting.ts';
import { inPass, passOf, policyName, stepsOf } from './policy.ts';
import { reachedAt, stillsOf } from './promises.ts';
import { isOpen, isOwed, promiseOf } from './ticket.ts';
import type { Promised, Ticket, Told } from './ticket.ts';

/** A step of its policy as it stands for a ticket. */
export interface Standing {
  readonly step: Step;
  readonly key: string;
  readonly clock: Promised | undefined;
  /** An acknowledgement ends it. */
  readonly paging: boolean;
  /** What has become of it so far. */
  readonly told: Told | undefined;
  /** Nobody need be told (any more). */
  readonly moot: boolean;
  readonly dueAt: number;
  /** It comes before its time, for nobody was behind the one before. */
  readonly hurried: boolean;
  /** The promise whose breaking it tells. */
  readonly breaks: string | null;
}

/** All steps but those on promises that were not made. */
export function standings(ticket: Ticket): Standing[] {
  const all: Standing[] = [];
  for (const [index, step] of stepsOf(ticket).entries()) {
    const { at } = step;
    const clock = 'of' in at ? promiseOf(ticket, at.of) : undefined;
    if ('of' in at && clock === undefined) continue;
    const before = all.findLast(({ paging }) => paging)?.told?.skippedAt ?? null;
    all.push(standing(ticket, step, `${policyName(ticket)}:${index + 1}`, clock, before));
  }
  return all;
}

/** `skippedAt`: when the paging step before it found nobody. */
function standing(ticket: Ticket, step: Step, name: string, clock: Promised | undefined, skippedAt: number | null) {
  const paging = isPaging(step);
  const older = paging && isOlder(ticket, clock);
  const own = older ? sinceThePass(ticket, step, clock!) : itsTime(ticket, step, clock);
  const hurried = paging && skippedAt !== null && skippedAt < own;
  const key = rounded(paging ? inPass(ticket, name) : name, clock);
  const moot = isMoot(ticket, older ? undefined : clock);
  const breaks = older || hurried ? null : brokenBy(step);
  const dueAt = Math.max(hurried ? skippedAt : own, ticket.pagingSince);
  return { step, key, clock, paging, told: ticket.told.get(key), moot, dueAt, hurried, breaks };
}

/** Whether the promise was made before the pass began. */
const isOlder = (ticket: Ticket, clock: Promised | undefined): boolean =>
  clock !== undefined && clock.from < passOf(ticket).since;

const isPaging = ({ at }: Step): boolean => !('of' in at) || at.of === 'response' || at.of === 'level';

const brokenBy = ({ at }: Step): string | null => ('of' in at && at.share >= 1 ? at.of : null);

const rounded = (name: string, clock: Promised | undefined): string =>
  clock === undefined || clock.round === 1 ? name : `${name}:round-${clock.round}`;

/** The promise is kept, or, where none is waited for, somebody has it in hand. */
const isMoot = (ticket: Ticket, clock: Promised | undefined): boolean =>
  clock === undefined ? !isOpen(ticket) || ticket.acknowledgedAt !== null : !isOwed(clock);

const percent = ({ at }: Step): number => ('of' in at ? Math.round(at.share * 100) : 0);

const itsTime = (ticket: Ticket, step: Step, clock: Promised | undefined): number =>
  'of' in step.at ? reachedAt(ticket, clock!, percent(step), 100) : passOf(ticket).since + step.at.afterMs;

/** The promise is older than the pass: as much of its time, counted from when that began. */
function sinceThePass(ticket: Ticket, step: Step, clock: Promised): number {
  const { row } = clock.rows.at(-1)!;
  const calendar = ticket.rules.calendars[row.calendar]!;
  const ms = share(percent(step), 100, lengthOf(calendar, row.target, clock.from));
  return reach(counted(calendar, passOf(ticket).since, stillsOf(ticket, clock.metric)), ms);
}
