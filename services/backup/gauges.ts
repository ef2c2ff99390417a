import type { Gauge } from 'prom-client';

import { listPlans } from '../../db/plans.ts';
import type { Desk } from '../desk.ts';
import type { MakeGauge } from '../metrics.ts';
import { rulesOf } from '../plan/rules.ts';

import { standings } from './standing.ts';
import type { Standing } from './standing.ts';

const objectives = ['rpo', 'rto', 'proof'] as const;

/** How what is copied stands: what is not known, or not configured, is not there. */
export async function backupFigures(desk: Pick<Desk, 'db' | 'rules' | 'now' | 'env'>, gauge: MakeGauge): Promise<void> {
  const gauges = gaugesOf(gauge);
  for (const { slug, version } of await listPlans(desk.db)) {
    const { plan } = await rulesOf(desk, desk.db, slug, version);
    for (const one of await standings(desk, plan)) if (one.configured) show(gauges, slug, one);
  }
}

const labels = ['plan', 'backup'];
const of = [...labels, 'objective'];

const gaugesOf = (gauge: MakeGauge) => ({
  at: gauge('guardia_backup_newest_timestamp_seconds', 'As of when the newest copy is, epoch seconds.', labels),
  bytes: gauge('guardia_backup_size_bytes', 'How large the newest copy is.', labels),
  took: gauge('guardia_backup_duration_seconds', 'How long it took.', labels),
  copies: gauge('guardia_backup_copies', 'How many good copies there are.', labels),
  missed: gauge('guardia_backup_missed', '1: one should have been begun that was not.', labels),
  is: gauge('guardia_backup_objective_seconds', 'What there is of RPO, RTO and the age of proof.', of),
  limit: gauge('guardia_backup_objective_limit_seconds', 'What is promised of them.', of),
});

function show(gauges: ReturnType<typeof gaugesOf>, plan: string, one: Standing): void {
  const backup = { plan, backup: one.name };
  const set = (gauge: Gauge, value: number | null | undefined, more: object = {}) =>
    value == null ? undefined : gauge.set({ ...backup, ...more }, value);
  set(gauges.at, seconds(one.newest?.reaches_at));
  set(gauges.bytes, one.newest?.bytes);
  set(gauges.took, seconds(one.newest?.ms));
  set(gauges.copies, one.count);
  set(gauges.missed, one.missedAt === null ? 0 : 1);
  for (const objective of objectives) {
    set(gauges.limit, seconds(one[objective]?.limitMs), { objective });
    set(gauges.is, seconds(one[objective]?.isMs), { objective });
  }
}

const seconds = (ms: number | null | undefined) => (ms == null ? null : ms / 1000);
