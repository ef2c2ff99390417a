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
  desk: Pick<Desk, 'db'>,
  rules: Rules,
  procedure: Procedure,
  now: number,
): Promise<Readonly<Record<string, Span>>> {
  const { steps } = procedure;
  const last = Math.max(0, ...steps.map(({ days }) => days?.toDay ?? 0));
  if (last === 0) return {};
  const all = await firstDays(desk, rules, procedure, now, last);
  return Object.fromEntries(
    steps.flatMap(({ name, days }) =>
      days === null ? [] : [[name, { fromAt: all[days.fromDay - 1]!.fromAt, untilAt: all[days.toDay - 1]!.untilAt }]],
    ),
  );
}

/** The first so many working days of a programme that was begun at an instant. */
export async function firstDays(
  { db }: Pick<Desk, 'db'>,
  { plan }: Rules,
  { startsOn }: Pick<Procedure, 'startsOn'>,
  begunAt: number,
  count: number,
): Promise<readonly Span[]> {
  const sources = (await planVersion(db, plan.slug, plan.version))!.sources as Record<string, CalendarSource>;
  const source = Object.entries(sources).find(([name]) => name !== 'always')?.[1];
  return workingDays({ zone: plan.timezone, startsOn, now: begunAt, count }, (from, until) =>
    source === undefined ? undefined : opensOn(source, from, until),
  );
}
