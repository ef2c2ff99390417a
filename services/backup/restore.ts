import { goodCopies } from '../../db/copies.ts';
import type { Copy } from '../../db/copies.ts';
import type { Desk } from '../desk.ts';

import { Failure } from './driver.ts';
import type { Work } from './driver.ts';
import { limitOf, whileHeld } from './held.ts';
import { driverOf, placeOf, sourceOf } from './source.ts';
import type { BackupTools } from './source.ts';
import { standingIn } from './take.ts';
import type { Asked } from './take.ts';

/** Where to: an empty database or folder; and as of which instant, epoch ms, null: as late as can be. */
interface Wanted extends Asked {
  readonly into: string;
  readonly at: number | null;
}

/**
 * Restores the newest copy of a backup that holds what is wanted, into what must be empty: nothing that is there is ever overwritten.
 * Answers which copy. Throws a `Failure`.
 */
export async function restoreBackup(
  desk: Pick<Desk, 'db' | 'env'>,
  tools: BackupTools,
  { plan, backup, into, at }: Wanted,
  work: Work,
): Promise<Copy> {
  const source = sourceOf(plan, backup, desk.env, tools);
  const good = await goodCopies(desk.db, plan.slug, backup);
  const copy = good.find((one) => at === null || one.began_at <= at);
  if (copy === undefined) throw new Failure('no-copy');
  const grows = copy.mode === 'point in time';
  if (at !== null && grows && at > (copy.reaches_at ?? 0)) throw new Failure('not-reached');
  const { restoreTakesMs } = plan.backups[backup]!;
  const standing = standingIn(copy, { at: placeOf(plan, backup, copy.place, desk.env, tools) });
  const target = { into, at: grows ? at : null };
  await whileHeld(work, { limitMs: limitOf(restoreTakesMs) }, async (held) => {
    const driver = driverOf(tools, source);
    await driver.verify(source, standing, held);
    await driver.restore(source, standing, target, held);
  });
  return copy;
}
