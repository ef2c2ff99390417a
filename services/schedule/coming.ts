import { listPlans, planVersion } from '../../db/plans.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Schedule } from '../../domain/plan/schedules.ts';
import { opensOn } from '../../language/calendar.ts';
import type { CalendarSource } from '../../language/calendar.ts';
import { hasRhythm, occurrences, usualTime } from '../../language/time/occurrences.ts';
import { instantOn } from '../../language/time/on-day.ts';
import type { Desk } from '../desk.ts';
import { probeName } from '../probe/send.ts';

import { procedureNamed } from './procedure.ts';
import { ticketOf } from './ticket.ts';

const day = 86_400_000;
const ahead = { soon: 50 * day, usual: 400 * day, most: 13 * 366 * day };
const least = 12;
const most = 200;

type Sources = Readonly<Record<string, CalendarSource>>;

/** What comes round under a plan in force. */
export interface Recurring {
  readonly plan: string;
  /** Such as `reviews/access`. */
  readonly name: string;
  readonly title: string;
  readonly schedule: Schedule;
  /** The plan's calendars. */
  readonly sources: Sources;
  /** Since when that version of the plan is in force, epoch ms. */
  readonly appliedAt: number;
}

/** The same and when. */
export interface Coming extends Recurring {
  /** The instants to come, epoch ms: those of 400 days, but 12 of them at least where there are, and 200 at most. */
  readonly instants: readonly number[];
}

/** Of which plans, and under which name; all where it is left out. */
interface Only {
  readonly plans?: readonly string[];
  readonly name?: string | undefined;
}

/** Everything that comes round, by plan. */
export async function recurring({ db }: Pick<Desk, 'db'>, only: Only = {}): Promise<readonly Recurring[]> {
  const all: Recurring[] = [];
  for (const { slug: plan, version } of await listPlans(db)) {
    if (only.plans?.includes(plan) === false) continue;
    const { compiled, sources, applied_at: appliedAt } = (await planVersion(db, plan, version))!;
    for (const [name, schedule] of Object.entries(compiled.schedules ?? {})) {
      if ((only.name ?? name) !== name) continue;
      const title = titleOf(compiled, name);
      if (title !== undefined) all.push({ plan, name, title, schedule, sources: sources as Sources, appliedAt });
    }
  }
  return all;
}

/** Undefined where there is nothing that could be begun. */
function titleOf(plan: Plan, name: string): string | undefined {
  if (name === probeName) return name;
  const procedure = procedureNamed({ procedures: plan.procedures ?? {} }, name);
  return ticketOf(plan, name)?.report.title ?? (procedure && plan.procedures[procedure]!.title);
}

/** The same with its next instants; what only a change brings about has none. */
export const coming = async (desk: Pick<Desk, 'db' | 'now'>, only: Only = {}): Promise<readonly Coming[]> =>
  (await recurring(desk, only)).map((one) => ({ ...one, instants: nextInstants(one, desk.now()) }));

/** The instants in [from, until), epoch ms; business days are those of its calendar. */
export function instantsBetween({ schedule, sources }: Timed, from: number, until: number): readonly number[] {
  const { every, zone, calendar, startsOn, spreadMs = 0 } = schedule;
  if (!hasRhythm(every)) {
    const once = startsOn === undefined ? [] : [instantOn(zone, startsOn, usualTime)];
    return once.filter((at) => at >= from && at < until);
  }
  const source = calendar === null || every.kind !== 'business' ? undefined : sources[calendar];
  const first = startsOn === undefined ? -Infinity : instantOn(zone, startsOn, '00:00');
  return occurrences(every, zone, from - spreadMs, until - spreadMs, source && opensOn(source, from, until))
    .map((at) => at + spreadMs)
    .filter((at) => at >= first);
}

type Timed = Pick<Recurring, 'schedule' | 'sources'>;

/** The instants after `now`, as `Coming` has them. */
export function nextInstants(one: Timed, now: number): readonly number[] {
  if (one.schedule.every.kind === 'interval') return firstInstants(one, now, most);
  const usual = instantsBetween(one, now + 1, now + 1 + ahead.usual);
  return usual.length < least ? firstInstants(one, now, least) : usual.slice(0, most);
}

/** The first so many after `now`; fewer where 13 years have no more. Looks no further ahead than it must: calendars cost. */
export function firstInstants(one: Timed, now: number, count: number): readonly number[] {
  const { every } = one.schedule;
  let ms = every.kind === 'interval' ? count * every.ms : ahead.soon;
  for (;;) {
    const all = instantsBetween(one, now + 1, now + 1 + ms);
    if (all.length >= count || ms >= ahead.most || every.kind === 'interval') return all.slice(0, count);
    ms = Math.min(4 * ms, ahead.most);
  }
}
