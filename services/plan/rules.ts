import type { Kysely } from 'kysely';

import { calendarsOf, currentVersion, firstApplied, planVersion, saveCalendars } from '../../db/plans.ts';
import type { Database } from '../../db/schema.ts';
import type { Plan, Rules } from '../../domain/plan.ts';
import type { Policy, Step } from '../../domain/plan/escalation.ts';
import type { Promise as PlanPromise } from '../../domain/plan/promises.ts';
import { compileCalendars } from '../../language/calendar.ts';
import type { CalendarSource } from '../../language/calendar.ts';
import { compileRotations } from '../../language/rotation.ts';
import type { Desk } from '../desk.ts';

const day = 86_400_000;
/**
 * Calendars are known from a week before the plan was first applied: what was opened under any of its versions may be moved to
 * another. Nobody is told what happened before a version was applied: shifts begin a week before that.
 */
const week = 7 * day;
/** Calendars are known at least this far ahead, and compiled this far when they are not. */
const ahead = { least: 370 * day, compiled: 3 * 366 * day };

/** What decisions are made by under one version of a plan. Its calendars and shifts are compiled further as time goes by. */
export async function rulesOf(
  { rules, now }: Pick<Desk, 'rules' | 'now'>,
  db: Kysely<Database>,
  slug: string,
  version: number,
): Promise<Rules> {
  const key = `${slug}@${version}`;
  // Many who ask at once wait for one: what failed for another is tried again.
  const begun = rules.get(key);
  const cached = begun && (await begun.catch(() => undefined));
  if (cached !== undefined && reachFar(cached, now())) return cached;
  const loading = load(db, slug, version, now());
  rules.set(key, loading);
  return loading;
}

async function load(db: Kysely<Database>, slug: string, version: number, now: number): Promise<Rules> {
  const row = await planVersion(db, slug, version);
  if (row === undefined) throw new Error(`Version ${version} of plan ${slug} is missing.`);
  const plan = whole(row.compiled);
  const calendars = await farCalendars(db, plan, row, now);
  const rotations = rotationsOf(plan, calendars, row.applied_at - week);
  return { plan, calendars, rotations };
}

/** The same under a version that is not in force, as if it had been since the plan was first applied. */
export async function rulesAsIf(
  { db, now }: Pick<Desk, 'db' | 'now'>,
  plan: Plan,
  sources: Readonly<Record<string, CalendarSource>>,
): Promise<Rules> {
  const bornAt = (await firstApplied(db, plan.slug)) ?? now();
  const calendars = compileCalendars(sources, bornAt - week, now() + ahead.compiled);
  return { plan, calendars, rotations: rotationsOf(plan, calendars, now() - week) };
}

/** The same under the version in force; undefined where there is no such plan. */
export async function rulesInForce(desk: Pick<Desk, 'db' | 'rules' | 'now'>, slug: string): Promise<Rules | undefined> {
  const current = await currentVersion(desk.db, slug);
  return current && rulesOf(desk, desk.db, slug, current.version);
}

type Row = NonNullable<Awaited<ReturnType<typeof planVersion>>>;
type Calendars = Rules['calendars'];

async function farCalendars(db: Kysely<Database>, { slug, version }: Plan, row: Row, now: number): Promise<Calendars> {
  const stored = await calendarsOf(db, slug, version);
  if (reachFar({ calendars: stored }, now)) return stored;
  const sources = row.sources as Record<string, CalendarSource>;
  const calendars = compileCalendars(sources, row.born_at - week, now + ahead.compiled);
  await saveCalendars(db, slug, version, calendars);
  return calendars;
}

/** As far as the calendars that they are restricted by. */
function rotationsOf({ rotations, timezone }: Plan, calendars: Calendars, fromAt: number): Rules['rotations'] {
  const untilAt = Math.min(...Object.values(calendars).map(({ until }) => until));
  return compileRotations(rotations, timezone, calendars, fromAt, untilAt);
}

/** A version from before these were read has none of them. */
const whole = (plan: Plan): Plan => ({
  ...unread,
  ...plan,
  policies: Object.fromEntries(Object.entries(plan.policies).map(([name, one]) => [name, wholePolicy(one)])),
  communication: (plan.communication ?? []).map((row) => Object.assign({}, silent, row)),
  channels: filled(plan.channels, { address: null, type: null, severity: null, unknown: 'accept' }),
  services: filled(plan.services, { partOf: null, dependsOn: [], uptime: null, maintenanceCounts: false }),
  integrations: filled(plan.integrations, { ...unheard, ...untold }),
  severities: Object.fromEntries(
    Object.entries(plan.severities).map(([id, one]) => [
      id,
      { ...one, types: one.types ?? null, runbook: one.runbook ?? null },
    ]),
  ),
  targets: [...plan.targets.map((row) => ({ ...row, from: row.from ?? 'opening' })), ...oldPostmortems(plan)],
});

/** Entries with what they did not say before it was read. */
const filled = <T>(entries: Readonly<Record<string, T>> | undefined, otherwise: Partial<T>): Record<string, T> =>
  Object.fromEntries(Object.entries(entries ?? {}).map(([name, one]) => [name, { ...otherwise, ...one }]));

/** Once nothing was heard of them. */
const unheard = {
  address: null,
  unknown: 'accept',
  map: {},
  values: {},
  staleMs: null,
  whenStale: 'closes',
} as const;

/** Once a policy was nothing but its steps. */
const wholePolicy = (policy: Policy | readonly Omit<Step, 'calendar'>[]): Policy =>
  'steps' in policy
    ? policy
    : { steps: policy.map((step) => ({ calendar: null, ...step })), lapseMs: null, exhausted: [] };

/** Once nothing was told to it. */
const untold = { perMinute: null, method: null, body: null, events: [], types: null };

/** Once nobody was told by it. */
const silent = { when: {}, tell: [], via: [], withinMs: null, everyMs: null };

const unread: Partial<Plan> = {
  impacts: [],
  may: {},
  restricted: {},
  categories: {},
  fields: {},
  runbooks: {},
  articles: {},
  communication: [],
  templates: {},
  surveys: {},
  levels: {},
  pauses: {},
  phases: {},
  clocks: {},
  reviews: {},
  documents: {},
  procedures: {},
  schedules: {},
  uptimes: {},
  checks: {},
  alerts: {},
  heartbeats: {},
  reach: {},
  storm: { incidents: 10, withinMs: 60_000 },
  rotations: {},
  emergency: null,
  degraded: null,
  records: [],
  recovery: { rpo: { allMs: null, of: {} }, rto: { allMs: null, of: {} } },
  vulnerabilities: null,
  maintenance: null,
  probe: null,
  backups: {},
};

/** Once a severity itself said how soon its post-mortem is owed. */
const oldPostmortems = ({ severities }: Plan): Plan['targets'] =>
  Object.entries(severities).flatMap(([severity, one]) => {
    const { postmortem = null } = one as { postmortem?: PlanPromise | null };
    return postmortem === null
      ? []
      : [{ ...postmortem, metric: 'postmortem', from: 'resolution' as const, when: { severity } }];
  });

const reachFar = ({ calendars }: Pick<Rules, 'calendars'>, now: number): boolean =>
  Object.values(calendars).length > 0 && Object.values(calendars).every(({ until }) => until >= now + ahead.least);
