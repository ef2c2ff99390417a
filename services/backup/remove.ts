import type { Copy } from '../../db/copies.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Desk } from '../desk.ts';

import type { Work } from './driver.ts';
import type { Remove } from './prune.ts';
import { driverOf, placeOf, sourceOf } from './source.ts';
import type { BackupTools } from './source.ts';
import { standingIn } from './take.ts';

/** Deletes copies by the drivers that made them. Throws a `Failure` where one cannot be, such as of a backup that the plan has no more. */
export const removing =
  ({ env }: Pick<Desk, 'env'>, tools: BackupTools, plan: Plan, work: Work): Remove =>
  async (copy: Copy, others: readonly Copy[]) => {
    if (copy.location === null) return;
    const source = sourceOf(plan, copy.backup, env, tools);
    const at = placeOf(plan, copy.backup, copy.place, env, tools);
    const staying = others.filter(({ status, location }) => status === 'good' && location !== null);
    const standing = staying.map((one) => standingIn(one, { at }));
    await driverOf(tools, source).remove(source, standingIn(copy, { at }), standing, work);
  };
