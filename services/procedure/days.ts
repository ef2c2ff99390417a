import { planVersion } from '../../db/plans.ts';
import type { Rules } from '../../domain/plan.ts';
import type { Procedure } from '../../domain/plan/procedures.ts';
import type { Span } from '../../domain/procedure/run.ts';
import { opensOn } from '../../language/calendar.ts';
import type { CalendarSource } from '../../language/calendar.ts';
import { workingDays } from '../../language/time/working-days.ts';
import type { Desk } from '../desk.ts';

/** When the days of a programme's steps are; its first working day is that on which it starts, or from which on the plan says. Empty where it has none. */
export async function daysOf(
  { db }: Pick<Desk, 'db'>,
  { plan }: Rules,
  { steps, startsOn }: Procedure,
  now: number,
): Promise<Readonly<Record<string, Span>>> {
  const last = Math.max(0, ...steps.map(({ days }) => days?.toDay ?? 0));
  if (last === 0) return {};
  const sources = (await planVersion(db, plan.slug, plan.version))!.sources as Record<string, CalendarSource>;
  const source = Object.entries(sources).find(([name]) => name !== 'always')?.[1];
  const all = workingDays({ zone: plan.timezone, startsOn, now, count: last }, (from, until) =>
    source === undefined ? undefined : opensOn(source, from, until),
  );
  return Object.fromEntries(
    steps.flatMap(({ name, days }) =>
      days === null ? [] : [[name, { fromAt: all[days.fromDay - 1]!.fromAt, untilAt: all[days.toDay - 1]!.untilAt }]],
    ),
  );
}
