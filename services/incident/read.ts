import type { Selectable } from 'kysely';

import { transient } from '../../db/connect.ts';
import { runsForTickets } from '../../db/runs.ts';
import type { IncidentRow } from '../../db/schema.ts';
import { procedureOf } from '../../domain/procedure/run.ts';
import type { Caller } from '../access/caller.ts';
import type { Desk } from '../desk.ts';
import { rulesOf } from '../plan/rules.ts';

import { relationsFor } from './relate.ts';
import { view } from './view.ts';
import type { IncidentView } from './view.ts';

type Row = Selectable<IncidentRow>;

/** A stored incident for people and programs. One whose state cannot be decided is told as far as its columns go, and marked. */
export async function readAlone(desk: Pick<Desk, 'db' | 'now' | 'rules'>, row: Row): Promise<IncidentView> {
  try {
    return view(await rulesOf(desk, desk.db, row.plan, row.plan_version), row, desk.now());
  } catch (error) {
    if (transient(error)) throw error;
    return undecidable(row);
  }
}

/** The same of several for a caller, with what they are linked to. */
export async function readFor(desk: Desk, caller: Caller, rows: readonly Row[]): Promise<IncidentView[]> {
  const references = rows.map(({ reference }) => reference);
  const relations = await relationsFor(desk.db, caller, references);
  const runs = caller.by === 'requester' ? [] : await runsOf(desk, references);
  const read: IncidentView[] = [];
  for (const row of rows) {
    const one = await readAlone(desk, row);
    const seen = relations.get(row.reference) ?? [];
    const duplicateOf = seen.some(({ to }) => to === one.duplicateOf) ? one.duplicateOf : null;
    const own = runs.flatMap(({ incident, ...run }) => (incident === row.reference ? [run] : []));
    read.push({ ...one, ...offered(caller, one), runs: own, relations: seen, duplicateOf });
  }
  return read;
}

/** Nobody is offered what they may not do. */
const offered = ({ may }: Caller, { acts, procedures }: IncidentView): Pick<IncidentView, 'acts' | 'procedures'> =>
  may.includes('work') ? { acts, procedures } : { acts: [], procedures: [] };

/** What is or was carried out for tickets, the oldest first. */
async function runsOf(desk: Desk, references: readonly string[]) {
  const rows = await runsForTickets(desk.db, references);
  return Promise.all(
    rows.map(async ({ plan, plan_version: version, state, ...row }) => {
      const { title } = procedureOf(await rulesOf(desk, desk.db, plan, version), state);
      return { ...row, status: state.status, title };
    }),
  );
}

const undecidable = (row: Row): IncidentView => ({
  reference: row.reference,
  plan: row.plan,
  planVersion: row.plan_version,
  type: row.type,
  title: row.title,
  description: row.description,
  status: row.status as IncidentView['status'],
  escalated: null,
  acknowledgedAt: null,
  severity: row.severity,
  tier: row.tier,
  customer: null,
  service: row.service,
  category: null,
  level: null,
  assignee: null,
  impact: row.impact,
  channel: row.channel,
  requester: row.requester,
  fields: row.fields,
  fieldTitles: {},
  runbooks: [],
  articles: [],
  procedures: [],
  runs: [],
  relations: [],
  dedupKey: row.dedup_key,
  openedAt: row.opened_at,
  hold: null,
  snoozedUntil: null,
  appointment: null,
  phase: null,
  phases: [],
  duplicateOf: null,
  awaitsRelease: false,
  resolvedAt: null,
  endedAt: row.ended_at,
  version: row.version,
  clocks: [],
  next: null,
  acts: [],
  undecidable: true,
  timezone: 'UTC',
  locale: 'en',
});
