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
const ahead = { usual: 400 * day, most: 13 * 366 * day };
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

/** Everything that comes round, by plan. */
export async function recurring({ db }: Pick<Desk, 'db'>): Promise<readonly Recurring[]> {
  const all: Recurring[] = [];
  for (const { slug: plan, version } of await listPlans(db)) {
    const { compiled, sources, applied_at: appliedAt } = (await planVersion(db, plan, version))!;
    for (const [name, schedule] of Object.entries(compiled.schedules ?? {})) {
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
export const coming = async (desk: Pick<Desk, 'db' | 'now'>): Promise<readonly Coming[]> =>
  (await recurring(desk)).map((one) => ({ ...one, instants: nextInstants(one, desk.now()) }));

/** The instants in [from, until), epoch ms; business days are those of its calendar. */
export function instantsBetween({ schedule, sources }: Timed, from: number, until: number): readonly number[] {
  const { every, zone, calendar, startsOn, spreadMs = 0 } = schedule;
  if (startsOn !== undefined && !hasRhythm(every)) {
    const at = instantOn(zone, startsOn, usualTime);
    return at >= from && at < until ? [at] : [];
  }
  const source = calendar === null ? undefined : sources[calendar];
  const first = startsOn === undefined ? -Infinity : instantOn(zone, startsOn, '00:00');
  return occurrences(every, zone, from - spreadMs, until - spreadMs, source && opensOn(source, from, until))
    .map((at) => at + spreadMs)
    .filter((at) => at >= first);
}

type Timed = Pick<Recurring, 'schedule' | 'sources'>;

/** The instants after `now`, as `Coming` has them. */
export function nextInstants(one: Timed, now: number): readonly number[] {
  const { every } = one.schedule;
  const until = (ms: number) => instantsBetween(one, now + 1, now + 1 + ms);
  if (every.kind === 'interval') return until(most * every.ms);
  const usual = until(ahead.usual);
  return usual.length < least ? until(ahead.most).slice(0, least) : usual.slice(0, most);
}
