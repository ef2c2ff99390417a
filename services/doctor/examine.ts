import type { Caller } from '../access/caller.ts';
import { mayReach } from '../access/caller.ts';
import { requirePermission } from '../access/permission.ts';
import type { Desk } from '../desk.ts';

import type { Around } from './around.ts';
import { fine, unknown } from './item.ts';
import type { Item } from './item.ts';
import { missingFor } from './programs.ts';
import type { Known } from './programs.ts';
import { missingSettings } from './settings.ts';
import { readPlans } from './sight.ts';
import type { Read } from './sight.ts';
import { ailingSources } from './sources.ts';
import { lookAtNeighbours, lookAtPostgres, lookAtWorkers } from './system.ts';

/** What is wrong or missing for those who may apply plans: of their own plan, and of what all plans stand on. */
export async function examineFor(desk: Desk, caller: Caller): Promise<readonly Item[]> {
  await requirePermission(desk, caller, 'apply');
  if (desk.around === undefined)
    return [unknown({ about: 'api', name: 'api', says: 'This API knows nothing of its machine' })];
  const items = await examine(desk, desk.around);
  return items.filter(({ plan }) => plan === null || mayReach(caller, plan));
}

/** All that there is to say about an installation. Throws where Postgres does not answer. */
export async function examine(
  desk: Pick<Desk, 'db' | 'rules' | 'now' | 'env'>,
  around: Around,
): Promise<readonly Item[]> {
  const [postgres, neighbours, { machines, items }, plans] = await Promise.all([
    lookAtPostgres(desk, around.host),
    lookAtNeighbours(around),
    lookAtWorkers(desk, around.host),
    readPlans(desk),
  ]);
  return [
    ...postgres,
    ...neighbours,
    ...items,
    ...plans.flatMap((one) => examinePlan(one, { around, machines, env: desk.env })),
  ];
}

/** What a plan lacks; where it lacks nothing, that. */
function examinePlan(read: Read, known: Known): readonly Item[] {
  const { plan } = read;
  const { machines, env } = known;
  const lacking = [
    ...missingFor(plan, known),
    ...ailingSources(plan.slug, machines),
    ...missingSettings(read, env, machines),
  ];
  if (lacking.length > 0) return lacking;
  return [
    fine({
      about: 'program',
      plan: plan.slug,
      name: plan.slug,
      says: `${plan.slug}: everything that it names is there`,
    }),
  ];
}
