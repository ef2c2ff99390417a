import { listPlans, planVersion } from '../../db/plans.ts';
import type { Schedule } from '../../domain/plan.ts';
import { opensOn } from '../../language/calendar.ts';
import type { CalendarSource } from '../../language/calendar.ts';
import { occurrences } from '../../language/time/occurrences.ts';
import type { Desk } from '../desk.ts';

const day = 86_400_000;
const ahead = { usual: 400 * day, most: 13 * 366 * day };
const least = 12;
const most = 200;

/** What comes round under a plan in force, and when, by the rules of that version. */
export interface Coming {
  readonly plan: string;
  /** Such as `reviews/access`. */
  readonly name: string;
  readonly title: string;
  readonly schedule: Schedule;
  /** The instants to come, epoch ms: those of 400 days, but 12 of them at least where there are, and 200 at most. */
  readonly instants: readonly number[];
}

/** Everything that comes round, by plan. */
export async function coming({ db, now }: Pick<Desk, 'db' | 'now'>): Promise<readonly Coming[]> {
  const all: Coming[] = [];
  for (const { slug, version } of await listPlans(db)) {
    const row = await planVersion(db, slug, version);
    const sources = row?.sources as Readonly<Record<string, CalendarSource>>;
    for (const [name, schedule] of Object.entries(row?.compiled.schedules ?? {})) {
      const { title } = row!.compiled.reviews[name.slice(name.indexOf('/') + 1)] ?? { title: name };
      all.push({ plan: slug, name, title, schedule, instants: nextInstants(schedule, sources, now()) });
    }
  }
  return all;
}

/** The instants after `from`, epoch ms; business days are those of its calendar. */
export function nextInstants(
  { every, zone, calendar }: Schedule,
  sources: Readonly<Record<string, CalendarSource>>,
  from: number,
): readonly number[] {
  const source = calendar === null ? undefined : sources[calendar];
  const until = (ms: number) => {
    const isBusinessDay = source && opensOn(source, from, from + ms);
    return occurrences(every, zone, from + 1, from + ms, isBusinessDay);
  };
  if (every.kind === 'interval') return occurrences(every, zone, from + 1, from + 1 + most * every.ms);
  const usual = until(ahead.usual);
  return usual.length < least ? until(ahead.most).slice(0, least) : usual.slice(0, most);
}
