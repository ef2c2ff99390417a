import { keptBeats } from '../../db/heartbeats.ts';
import { listPlans } from '../../db/plans.ts';
import type { Desk } from '../desk.ts';
import { rulesOf } from '../plan/rules.ts';

import { isConfigured } from './expectation.ts';
import { subjectOf } from './subject.ts';
import { watchOver } from './watch-over.ts';

type Watching = Pick<Desk, 'db' | 'rules' | 'now' | 'env'>;

/**
 * Sees to it that each heartbeat of the plans in force has its due instant, which needs no Temporal. Answers by what their workflows
 * are stirred, and those of heartbeats that no plan has any more: they end.
 */
export async function watchAll(desk: Watching): Promise<readonly string[]> {
  const kept = (await keptBeats(desk.db)).map(({ plan, name }) => subjectOf(plan, name));
  const wanted = await wantedBy(desk);
  for (const { plan, name } of wanted) await watchOver(desk, plan, name);
  return [...new Set([...kept, ...wanted.map(({ plan, name }) => subjectOf(plan, name))])];
}

async function wantedBy(desk: Watching) {
  const all: { plan: string; name: string }[] = [];
  for (const { slug, version } of await listPlans(desk.db)) {
    const { plan } = await rulesOf(desk, desk.db, slug, version);
    for (const [id, one] of Object.entries(plan.heartbeats))
      if (isConfigured(desk, one)) all.push({ plan: slug, name: `heartbeat/${id}` });
  }
  return all;
}
