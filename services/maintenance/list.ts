import { hearersOf, listAnnouncements, plannedRuns } from '../../db/announcements.ts';
import { stateOf } from '../../domain/maintenance/state.ts';
import { subjectOf } from '../../domain/maintenance/subject.ts';
import { announceBy } from '../../domain/maintenance/window.ts';
import type { Rules } from '../../domain/plan.ts';
import type { Run, RunStatus } from '../../domain/procedure/run.ts';
import { mayReach } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import type { Desk } from '../desk.ts';
import { rulesOf } from '../plan/rules.ts';

import { kindOf, wantedOf, zoneOf } from './kind.ts';

const most = 100;

/** How one stands, for people. Instants are epoch ms. */
export type MaintenanceView = Awaited<ReturnType<typeof maintenances>>[number];

/** The last hundred times of maintenance that the caller may see, the latest window first, and how far each has come. */
export async function maintenances(desk: Desk, caller: Caller, plan?: string) {
  if (caller.ticket !== null || (plan !== undefined && !mayReach(caller, plan))) return [];
  const which = { plan: plan ?? caller.plan, limit: most };
  const announced = await listAnnouncements(desk.db, which);
  const hearers = await hearersOf(
    desk.db,
    announced.map((row) => subjectOf(row.plan, row.id)),
  );
  const heard = Map.groupBy(hearers, ({ reference }) => reference);
  const views = await Promise.all([
    ...announced.map((row) => viewOf(desk, caller, row, heard.get(subjectOf(row.plan, row.id)) ?? [])),
    ...(await plannedRuns(desk.db, which)).map((row) => viewOf(desk, caller, unannounced(row), [])),
  ]);
  return views.toSorted((a, b) => b.fromAt - a.fromAt).slice(0, most);
}

type Announced = Awaited<ReturnType<typeof listAnnouncements>>[number];
type Row = Omit<Announced, 'at' | 'id'> & { readonly at: number | null };

/** One that nobody has heard of yet, as if it were announced. */
function unannounced({ state, reference: run, ...row }: Awaited<ReturnType<typeof plannedRuns>>[number]): Row {
  const { fromAt: from_at, untilAt: until_at, services } = state.planned!;
  const nothing = { at: null, why: null, withdrawn_at: null, ended_at: null, begun_at: null };
  return { ...row, ...nothing, state, run, kind: state.procedure.split('/')[1]!, services, from_at, until_at } as Row;
}

async function viewOf(desk: Desk, { may }: Caller, row: Row, hearers: Awaited<ReturnType<typeof hearersOf>>) {
  const rules = await rulesOf(desk, desk.db, row.plan, row.plan_version);
  const [fromAt, untilAt, announcedAt] = [row.from_at, row.until_at, row.at];
  const [begunAt, endedAt, withdrawnAt] = [row.begun_at, row.ended_at, row.withdrawn_at];
  const status = row.status as RunStatus;
  const known = { fromAt, untilAt, announcedAt, begunAt, endedAt, withdrawnAt, status };
  return {
    plan: row.plan,
    run: row.run,
    kind: row.kind,
    title: rules.plan.procedures[row.procedure]?.title ?? row.kind,
    services: [...(row.services ?? kindOf(rules, row.state)?.services ?? [])],
    state: stateOf(known, desk.now()),
    fromAt,
    untilAt,
    announceAt: row.state.planned?.announceAt ?? null,
    announcedAt,
    noticeBy: noticeBy(rules, row.state, fromAt),
    told: hearers.filter(({ kind }) => kind === 'announced' || kind === 'moved').length,
    refused: may.includes('work') ? hearers.filter(isRefused).map(refusal) : null,
    movedBecause: row.why,
    begunAt,
    endedAt,
    timezone: zoneOf(rules, row),
  };
}

/** By when everybody must have heard of it; null: nothing is promised. */
function noticeBy(rules: Rules, run: Run, fromAt: number): number | null {
  const kind = kindOf(rules, run);
  if (kind === null || kind.notice === null) return null;
  const at = announceBy(wantedOf(rules, kind), fromAt);
  return Number.isFinite(at) ? at : null;
}

type Hearer = Awaited<ReturnType<typeof hearersOf>>[number];

/** Nobody will try it again. */
const isRefused = ({ outcome, try_at: tryAt }: Hearer): boolean =>
  tryAt === null && outcome !== null && outcome !== 'sent';

const refusal = ({ recipient, name, kind, outcome }: Hearer) => ({ recipient, name, kind, outcome: outcome! });
