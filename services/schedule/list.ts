import { lastOccurrences, pausesAt, ticketsOf } from '../../db/occurrences.ts';
import { statusesOf } from '../../db/runs.ts';
import type { Schedule } from '../../domain/plan/schedules.ts';
import { localTime } from '../../language/instant.ts';
import { hasRhythm } from '../../language/time/occurrences.ts';
import { spellRecurrence } from '../../language/time/spell-recurrence.ts';
import type { Caller } from '../access/caller.ts';
import type { Desk } from '../desk.ts';
import { plans } from '../plan/list.ts';

import { firstInstants, recurring } from './coming.ts';
import type { Recurring } from './coming.ts';

const shown = 5;

/** What came of one instant, for people. Instants are epoch ms. */
export interface Done {
  readonly nominalAt: number;
  readonly local: string;
  readonly outcome: 'begun' | 'skipped' | 'overdue';
  readonly begunAt: number | null;
  readonly lateMs: number | null;
  /** The reference of what was begun. */
  readonly what: string | null;
  /** How that stands by now. */
  readonly status: string | null;
  readonly why: string | null;
  readonly askedBy: string | null;
  /** The incident that says that it was overdue. */
  readonly incident: string | null;
}

/** A schedule of a plan in force, and how it stands. */
export interface ScheduleView {
  readonly plan: string;
  readonly name: string;
  readonly title: string;
  readonly every: string;
  readonly timezone: string;
  /** What else brings it about, in the words of the plan. */
  readonly onChangeOf: readonly string[];
  readonly next: readonly { readonly at: number; readonly local: string }[];
  readonly last: Done | null;
  readonly paused: { readonly until: number; readonly by: string; readonly reason: string } | null;
}

/**
 * What comes round by itself under the plans in force that the caller may see, or under one of them, or the one of that name: how often, the
 * next five times, what the last one came to.
 */
export async function schedules(
  desk: Desk,
  caller: Caller,
  plan?: string,
  name?: string,
): Promise<readonly ScheduleView[]> {
  const slugs = (await plans(desk, caller)).map(({ slug }) => slug).filter((slug) => (plan ?? slug) === slug);
  const [all, last, pauses] = await Promise.all([
    recurring(desk, { plans: slugs, name }),
    lastOccurrences(desk.db, slugs),
    pausesAt(desk.db, desk.now(), slugs),
  ]);
  const stands = await standing(desk, last);
  return all.map((one) => {
    const is = (row: { plan: string; name: string }): boolean => row.plan === one.plan && row.name === one.name;
    const [row, pause] = [last.find(is), pauses.find(is)];
    return {
      ...told(one, desk.now()),
      last: row === undefined ? null : done(row, one.schedule.zone, stands),
      paused: pause === undefined ? null : { until: pause.until_at, by: pause.made_by, reason: pause.reason },
    };
  });
}

function told(one: Recurring, now: number) {
  const { plan, name, title, schedule } = one;
  const { zone: timezone, onChangeOf = [] } = schedule;
  const next = firstInstants(one, now, shown).map((at) => ({ at, local: localTime(at, timezone) }));
  return { plan, name, title, every: rhythmOf(schedule), timezone, onChangeOf, next };
}

/** `once on 2027-04-05`, `2 weeks on tue 10:00 from 2027-04-05`, `on change`. */
function rhythmOf({ every, startsOn, onChangeOf = [] }: Schedule): string {
  if (hasRhythm(every)) return `${spellRecurrence(every)}${startsOn === undefined ? '' : ` from ${startsOn}`}`;
  if (startsOn !== undefined) return `once on ${startsOn}`;
  return onChangeOf.length > 0 ? 'on change' : spellRecurrence(every);
}

type Row = Awaited<ReturnType<typeof lastOccurrences>>[number];
type Standing = ReadonlyMap<string, string>;

/** How what was begun stands by now, by reference. */
export async function standing({ db }: Pick<Desk, 'db'>, rows: readonly Row[]): Promise<Standing> {
  const references = [...new Set(rows.flatMap(({ what }) => what ?? []))];
  const all = [...(await ticketsOf(db, references)), ...(await statusesOf(db, references))];
  return new Map(all.map(({ reference, status }) => [reference, status]));
}

/** A row as people read it. */
export const done = (row: Row, zone: string, stands: Standing): Done => ({
  nominalAt: row.nominal_at,
  local: localTime(row.nominal_at, zone),
  outcome: row.outcome,
  begunAt: row.begun_at,
  lateMs: row.begun_at === null || row.asked_by !== null ? null : Math.max(0, row.begun_at - row.nominal_at),
  what: row.what,
  status: row.what === null ? null : (stands.get(row.what) ?? null),
  why: row.why,
  askedBy: row.asked_by,
  incident: row.incident,
});
