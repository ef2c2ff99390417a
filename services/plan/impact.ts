import { transient } from '../../db/connect.ts';
import { olderIncidents } from '../../db/older-incidents.ts';
import { fireDue } from '../../domain/incident/due.ts';
import { changes, impactOn } from '../../domain/incident/impact.ts';
import type { Change, ClockImpact } from '../../domain/incident/impact.ts';
import { migrated, obstacle } from '../../domain/incident/migrating.ts';
import { fromStored } from '../../domain/incident/stored.ts';
import type { Rules } from '../../domain/plan.ts';
import type { Compiled } from '../../language/compile.ts';
import type { Caller } from '../access/caller.ts';
import type { Desk } from '../desk.ts';
import { rulesNow } from '../on-call/rules.ts';

import { rulesAsIf } from './rules.ts';

/** What moving one incident would do to it. */
export interface IncidentImpact {
  readonly reference: string;
  readonly title: string;
  readonly severity: string;
  /** The version that it goes by. */
  readonly version: number;
  /** Why it cannot be moved; null where it can. */
  readonly stays: string | null;
  /** Only what would change. */
  readonly clocks: readonly ClockImpact[];
  /** Whether who has it would have it no more. */
  readonly unassigned: boolean;
}

/** What moving open work to a version would do. */
export interface Impact {
  /** How many incidents that have not ended go by an older version. */
  readonly total: number;
  /** How many of them nothing would change for. */
  readonly unchanged: number;
  /** How many that would change, or could not be moved, are not there for the caller, or beyond the first 1,000. */
  readonly hidden: number;
  /** The others, the gravest first. */
  readonly incidents: readonly IncidentImpact[];
}

const page = 500;
const mostTold = 1000;

/** What moving all open work of a plan to `compiled` as its version `version` would do. Changes nothing. */
export async function impactOf(
  desk: Desk,
  { hidden }: Caller,
  compiled: Compiled,
  { version, retroactive }: { readonly version: number; readonly retroactive: boolean },
): Promise<Impact> {
  const next = await rulesAsIf(desk, { ...compiled.plan, version }, compiled.calendars);
  const told: IncidentImpact[] = [];
  let [total, unchanged, after] = [0, 0, ''];
  for (let rows = await older(); rows.length > 0; rows = await older()) {
    for (const row of rows) {
      const one = await impactOnOne(desk, next, row, retroactive);
      if (isSame(one)) unchanged += 1;
      else if (!hidden.includes(row.type)) told.push(one);
    }
    total += rows.length;
    after = rows.at(-1)!.reference;
  }
  const incidents = inOrder(next, told).slice(0, mostTold);
  return { total, unchanged, hidden: total - unchanged - incidents.length, incidents };

  function older(): Promise<Rows> {
    return olderIncidents(desk.db, compiled.plan.slug, version, after, page);
  }
}

type Rows = Awaited<ReturnType<typeof olderIncidents>>;

const isSame = ({ stays, clocks, unassigned }: IncidentImpact): boolean =>
  stays === null && clocks.length === 0 && !unassigned;

async function impactOnOne(desk: Desk, next: Rules, row: Rows[number], retroactive: boolean): Promise<IncidentImpact> {
  const { reference, title, plan_version: version } = row;
  const { severity } = row.state;
  const facts = { reference, title, severity, version };
  try {
    const stored = fromStored(row.state);
    const old = await rulesNow(desk, desk.db, stored.plan, version);
    const at = Math.max(desk.now(), stored.lastEventAt);
    const before = fireDue(old, stored, at);
    const stays = before.endedAt === null ? obstacle(next, before) : null;
    if (stays !== null || before.endedAt !== null) return { ...facts, stays, clocks: [], unassigned: false };
    const moved = migrated(old, next, before, { key: 'impact', by: 'admin', at }, retroactive);
    const unassigned = before.assignee !== moved.assignee;
    return { ...facts, stays: null, clocks: impactOn(old, next, before, moved, at), unassigned };
  } catch (error) {
    if (transient(error)) throw error;
    return { ...facts, stays: 'It cannot be decided.', clocks: [], unassigned: false };
  }
}

/** What cannot be moved first, then by what would become of them, by severity, and what is due first. */
function inOrder({ plan }: Rules, all: readonly IncidentImpact[]): readonly IncidentImpact[] {
  const severities = Object.keys(plan.severities);
  const rank = ({ stays, clocks, severity }: IncidentImpact): readonly number[] => [
    stays !== null ? -1 : gravity(clocks[0]?.change),
    severities.indexOf(severity),
    clocks[0]?.dueAfter ?? Infinity,
  ];
  return all
    .map((one) => ({ one, rank: rank(one) }))
    .toSorted((a, b) => compared(a.rank, b.rank))
    .map(({ one }) => one);
}

const gravity = (change: Change | undefined): number =>
  change === undefined ? changes.length : changes.indexOf(change);

function compared(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((value, at) => value !== b[at]);
  return index === -1 ? 0 : a[index]! < b[index]! ? -1 : 1;
}
