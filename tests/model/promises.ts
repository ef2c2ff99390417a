import { isDeepStrictEqual } from 'node:util';

import type { Metric, Start } from '../../domain/clock.ts';
import type { Rules } from '../../domain/plan.ts';
import type { TargetRow } from '../../domain/plan/promises.ts';

import { counted, lengthOf, measure, reach, sameHours, share } from './counting.ts';
import type { Span } from './counting.ts';
import { isOpen, isOwed, isRunning, promiseOf } from './ticket.ts';
import type { Promised, Ticket } from './ticket.ts';

const starts: readonly Start[] = ['opening', 'level', 'acknowledge', 'triage', 'response', 'resolution'];
const usual = ['response', 'level', 'containment', 'resolution', 'update'];

/** When nothing counts for promises of a metric. */
export const stillsOf = ({ stills }: Ticket, metric: Metric): readonly Span[] =>
  stills.filter(({ metrics }) => metrics === null || metrics.includes(metric)).map(({ from, to }): Span => [from, to]);

const stillFor = (ticket: Ticket, { metric, gaps, frozen }: Promised): readonly Span[] =>
  frozen ?? [...stillsOf(ticket, metric), ...gaps];

export const isPaused = (ticket: Ticket, one: Promised): boolean =>
  stillFor(ticket, one).some(([, to]) => to === Infinity);

/** When `part` of `whole` of it is used up. */
export function reachedAt(
  ticket: Ticket,
  one: Promised,
  part: number,
  whole: number,
  nth = one.rows.length - 1,
): number {
  const { row, since, used, onward } = one.rows[nth]!;
  const calendar = ticket.rules.calendars[row.calendar]!;
  const still = stillFor(ticket, one);
  const ms = share(part, whole, lengthOf(calendar, row.target, one.from));
  if (used === null) return reach(counted(calendar, one.from, still), ms);
  if (ms > used) return reach(counted(calendar, since, still), ms - used);
  return onward ? Math.min(since, reachedAt(ticket, one, part, whole, nth - 1)) : since;
}

export const dueAt = (ticket: Ticket, one: Promised): number => reachedAt(ticket, one, 1, 1);

/** When its lower bound is reached; Infinity where it has none. */
export function warnsAt(ticket: Ticket, one: Promised): number {
  const { row } = one.rows.at(-1)!;
  if (row.warn === undefined) return Infinity;
  const calendar = ticket.rules.calendars[row.calendar]!;
  return reachedAt(ticket, one, lengthOf(calendar, row.warn, one.from), lengthOf(calendar, row.target, one.from));
}

export function traitsOf(ticket: Ticket): Readonly<Record<string, string | null>> {
  const { rules, type, severity, category, impact, service, level, customer } = ticket;
  const tier = customer === null ? null : rules.plan.customers[customer]!.tier;
  return { type, severity, category, impact, service, level, tier };
}

/** What is promised to such a ticket from `start` on: for each metric the row that falls due first. */
function promisedFrom(ticket: Ticket, start: Start): TargetRow[] {
  const { rules } = ticket;
  const traits = traitsOf(ticket);
  const fits = rules.plan.targets.filter(
    (row) => row.from === start && Object.entries(row.when).every(([trait, value]) => traits[trait] === value),
  );
  const from = ticket.starts.get(start)!;
  const pure = ({ calendar, target }: TargetRow) => {
    const its = rules.calendars[calendar]!;
    return reach(counted(its, from, []), lengthOf(its, target, from));
  };
  return [...new Set(fits.map(({ metric }) => metric))].map((metric) => {
    const rows = fits.filter((row) => row.metric === metric);
    const first = Math.min(...rows.map(pure));
    return rows.find((row) => pure(row) === first)!;
  });
}

/** A promise is made, counted from `from`. What is done already is done. */
function promise(ticket: Ticket, row: TargetRow, start: Start, from: number): void {
  const { metric } = row;
  const round = (ticket.rounds.get(metric) ?? 0) + 1;
  ticket.rounds.set(metric, round);
  const kept = ['update', 'level'].includes(metric) ? undefined : ticket.kept.get(metric);
  const one: Promised = {
    metric,
    round,
    start,
    from,
    rows: [{ row, since: from, used: null, onward: false }],
    gaps: [],
    doneAt: kept === undefined ? null : Math.max(from, kept),
    stoppedAt: null,
    brokenAt: null,
    warnedAt: null,
    frozen: null,
  };
  if (kept !== undefined) one.frozen = stillFor(ticket, one);
  const rank = ({ metric: name }: Promised) =>
    name === 'postmortem' ? 99 : usual.includes(name) ? usual.indexOf(name) : 50;
  ticket.promises = [...ticket.promises.filter((other) => other.metric !== metric), one].toSorted(
    (a, b) => rank(a) - rank(b),
  );
}

/** Something happened from which promises count: the first time only, but for a level and a resolution. */
export function begin(ticket: Ticket, start: Start): void {
  if (ticket.starts.has(start) && start !== 'level') return;
  ticket.starts.set(start, ticket.now);
  for (const row of promisedFrom(ticket, start))
    if (start === 'level' || promiseOf(ticket, row.metric) === undefined) promise(ticket, row, start, ticket.now);
}

export function done(ticket: Ticket, ...metrics: readonly Metric[]): void {
  for (const metric of metrics) {
    const one = promiseOf(ticket, metric);
    if (one !== undefined && isOwed(one)) finish(ticket, one);
    if (!ticket.kept.has(metric)) ticket.kept.set(metric, ticket.now);
  }
}

/** The first answer is what news are counted from. */
export function answer(ticket: Ticket): void {
  done(ticket, 'response', 'level');
  begin(ticket, 'response');
}

export function finish(ticket: Ticket, one: Promised): void {
  one.frozen = stillFor(ticket, one);
  one.doneAt = ticket.now;
}

export function stop(ticket: Ticket): void {
  for (const one of ticket.promises.filter(isOwed)) {
    one.frozen = stillFor(ticket, one);
    one.stoppedAt = ticket.now;
  }
}

/** Wanted again: the time since it was done does not count. */
export function revive(ticket: Ticket, one: Promised): void {
  const since = one.doneAt ?? one.stoppedAt;
  if (since !== null) one.gaps.push([since, ticket.now]);
  Object.assign(one, { doneAt: null, stoppedAt: null, frozen: null });
}

/** News: the next are owed as long after them. */
export function news(ticket: Ticket): void {
  const one = promiseOf(ticket, 'update');
  if (one === undefined || one.from === ticket.now || !isOwed(one)) return;
  promise(ticket, one.rows.at(-1)!.row, one.start, ticket.now);
}

/** Of what is over only what is owed afterwards is still wanted, and of what was given up nothing. */
function isWanted(ticket: Ticket, { metric }: TargetRow): boolean {
  if (isOpen(ticket)) return true;
  return ticket.status !== 'cancelled' && !ticket.merged && !usual.includes(metric);
}

/** Other promises hold than by `old`. What they have used up is broken now. Answers which. */
export function rePromise(ticket: Ticket, retroactive: boolean, old: Rules): Promised[] {
  const { now } = ticket;
  const over = ticket.promises.filter((one) => !isRunning(one));
  const wanted = starts
    .filter((start) => ticket.starts.has(start))
    .flatMap((start) => promisedFrom(ticket, start).map((row) => ({ row, start })))
    .filter(({ row }) => isWanted(ticket, row));
  ticket.promises = ticket.promises.filter(
    (one) => over.includes(one) || wanted.some(({ row, start }) => row.metric === one.metric && start === one.start),
  );
  for (const { row, start } of wanted) {
    const one = promiseOf(ticket, row.metric);
    if (one === undefined) promise(ticket, row, start, row.metric === 'update' ? now : ticket.starts.get(start)!);
    else if (isRunning(one) && one.start === start) change(ticket, one, row, retroactive, old);
  }
  const broken = ticket.promises.filter(
    (one) =>
      !over.includes(one) &&
      one.brokenAt === null &&
      one.stoppedAt === null &&
      dueAt(ticket, one) < (one.doneAt ?? now),
  );
  for (const one of broken) one.brokenAt = now;
  return broken;
}

function change(ticket: Ticket, one: Promised, row: TargetRow, retroactive: boolean, old: Rules): void {
  const { row: last, since, used } = one.rows.at(-1)!;
  const [before, next] = [old.calendars[last.calendar]!, ticket.rules.calendars[row.calendar]!];
  if (isSame(last, row) && (retroactive || sameHours(before, next))) return;
  if (retroactive) return void one.rows.splice(0, one.rows.length, { row, since: one.from, used: null, onward: false });
  const spent = (used ?? 0) + measure(counted(before, since, stillFor(ticket, one)), ticket.now);
  const total = lengthOf(next, row.target, one.from);
  const carried = share(spent, lengthOf(before, last.target, one.from), total);
  one.rows.push({ row, since: ticket.now, used: carried, onward: before === next });
}

const isSame = (one: TargetRow, other: TargetRow): boolean =>
  ['metric', 'from', 'target', 'warn', 'workaround', 'rule', 'calendar'].every((part) =>
    isDeepStrictEqual(Reflect.get(one, part), Reflect.get(other, part)),
  );
