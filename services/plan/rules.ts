import type { Kysely } from 'kysely';

import { calendarsOf, planVersion, saveCalendars } from '../../db/plans.ts';
import type { Database } from '../../db/schema.ts';
import type { Plan, Rules } from '../../domain/plan.ts';
import { compileCalendars } from '../../language/calendar.ts';
import type { CalendarSource } from '../../language/calendar.ts';
import type { Desk } from '../desk.ts';

const day = 86_400_000;
/** Calendars are known at least this far ahead, and compiled this far when they are not. */
const ahead = { least: 370 * day, compiled: 3 * 366 * day };

/** What decisions are made by under one version of a plan. Its calendars are compiled further as time goes by. */
export async function rulesOf(
  { rules, now }: Pick<Desk, 'rules' | 'now'>,
  db: Kysely<Database>,
  slug: string,
  version: number,
): Promise<Rules> {
  const key = `${slug}@${version}`;
  const cached = rules.get(key);
  if (cached !== undefined && reachFar(cached, now())) return cached;
  const row = await planVersion(db, slug, version);
  if (row === undefined) throw new Error(`Version ${version} of plan ${slug} is missing.`);
  const stored: Rules = { plan: whole(row.compiled), calendars: await calendarsOf(db, slug, version) };
  const far = reachFar(stored, now()) ? stored : { ...stored, calendars: compiled(row, now()) };
  if (far !== stored) await saveCalendars(db, slug, version, far.calendars);
  rules.set(key, far);
  return far;
}

/** A version from before these were read has none of them. */
const whole = (plan: Plan): Plan => ({
  ...plan,
  impacts: plan.impacts ?? [],
  reviews: plan.reviews ?? {},
  schedules: plan.schedules ?? {},
  rotations: plan.rotations ?? {},
  severities: Object.fromEntries(
    Object.entries(plan.severities).map(([id, one]) => [id, { ...one, types: one.types ?? null }]),
  ),
});

/** From a week before the version was applied: nothing older runs under it. */
const compiled = ({ sources, applied_at }: { sources: object; applied_at: number }, now: number) =>
  compileCalendars(sources as Record<string, CalendarSource>, applied_at - 7 * day, now + ahead.compiled);

const reachFar = ({ calendars }: Rules, now: number): boolean =>
  Object.values(calendars).length > 0 && Object.values(calendars).every(({ until }) => until >= now + ahead.least);
