import { silentAlerts } from '../../db/alerts.ts';
import { listPlans } from '../../db/plans.ts';
import { receive } from '../../db/received.ts';
import type { Desk } from '../desk.ts';
import { rulesOf } from '../plan/rules.ts';

import { hear } from './hear.ts';

/**
 * A sender may forget: what was not heard of for the time that its integration says is taken to be over, or asked about, once for each
 * silence. Answers how many that were.
 */
export async function noticeSilence(desk: Pick<Desk, 'db' | 'now' | 'rules' | 'stir'>): Promise<number> {
  let sum = 0;
  for (const { slug, version } of await listPlans(desk.db)) {
    const { plan } = await rulesOf(desk, desk.db, slug, version);
    for (const [name, { staleMs, whenStale }] of Object.entries(plan.integrations))
      if (staleMs !== null)
        sum += await noticed(desk, { plan: slug, source: `integration/${name}`, staleMs, whenStale });
  }
  if (sum > 0) await hear(desk);
  return sum;
}

interface Silent {
  readonly plan: string;
  readonly source: string;
  readonly staleMs: number;
  readonly whenStale: 'closes' | 'asks';
}

/** It is received like everything else: whoever hears it decides under the incident's lock whether it still is so. */
async function noticed({ db, now }: Pick<Desk, 'db' | 'now'>, one: Silent): Promise<number> {
  const { plan, source, staleMs, whenStale } = one;
  const at = now();
  const silent = await silentAlerts(db, { plan, source, since: at - staleMs });
  const action = whenStale === 'closes' ? 'resolve' : 'comment';
  await receive(
    db,
    silent.map(({ key, title }) => ({
      plan,
      source,
      at,
      form: 'monitor' as const,
      body: { key, title, action, source, details: { stale: true } },
    })),
  );
  return silent.length;
}
