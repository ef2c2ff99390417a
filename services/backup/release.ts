import { followedLogs, lastFollowing, logLetGo } from '../../db/followed.ts';
import type { Followed } from '../../db/followed.ts';
import { setSetting } from '../../db/settings.ts';
import type { Plan } from '../../domain/plan.ts';
import { backupsIn } from '../../language/backup-messages.ts';
import type { Desk } from '../desk.ts';
import { keep } from '../monitor/keep.ts';
import { limitsOf } from '../monitor/limits.ts';
import { rulesInForce } from '../plan/rules.ts';

import { Failure } from './driver.ts';
import { driverOf, placeOf, sourceOf } from './source.ts';
import type { BackupTools } from './source.ts';

type Releasing = Pick<Desk, 'db' | 'rules' | 'now' | 'env'>;

const patienceMs = 30_000;

/**
 * Has servers keep their log no longer for backups that their plans do not have any more, or have elsewhere: it would fill their disks.
 * Where one cannot be told so an incident opens, and it is tried again. Any number of times, by anyone. Answers how many were.
 */
export async function releaseLogs(desk: Releasing, tools: BackupTools): Promise<number> {
  let released = 0;
  for (const followed of await followedLogs(desk.db)) {
    const now = (await rulesInForce(desk, followed.plan))?.plan;
    if (now === undefined || follows(now, followed)) continue;
    const before = await lastFollowing(desk.db, followed);
    if (before === undefined) continue;
    const failure = await release(desk, tools, before, followed);
    await told(desk, now, before, followed, failure);
    if (failure !== null) continue;
    await setSetting(desk.db, logLetGo(followed), String(desk.now()));
    released += 1;
  }
  return released;
}

/** Whether a plan still follows that log. */
function follows({ backups }: Plan, { backup, place }: Followed): boolean {
  const one = backups[backup];
  return one?.driver === 'basebackup' && one.mode === 'point in time' && (one.places[0] ?? '') === place;
}

/** Answers why it could not be done, as a code. */
async function release({ env }: Releasing, tools: BackupTools, plan: Plan, { backup, place }: Followed) {
  try {
    const source = sourceOf(plan, backup, env, tools);
    const at = placeOf(plan, backup, place, env, tools);
    const work = { signal: AbortSignal.timeout(patienceMs), say: () => undefined };
    await driverOf(tools, source).release?.(source, at, work);
    return null;
  } catch (error) {
    return error instanceof Failure ? error.code : 'unexpected';
  }
}

const limits = limitsOf({ fails: 1, forMs: 0 }, 60_000);

async function told(
  { db, now }: Releasing,
  plan: Plan,
  before: Plan,
  { backup }: Followed,
  failure: string | null,
): Promise<void> {
  const { title, opens } = before.backups[backup]!;
  const known = opens !== null && opens in plan.severities ? opens : Object.keys(plan.severities)[0]!;
  const effect = { opens: known, type: null, service: null, runbook: null, recovery: 'resolves' as const };
  const found = { at: now(), ok: failure === null, ms: 0, value: null, words: failure ?? 'ok' };
  const about = {
    plan: plan.slug,
    name: `backup/${backup}/log`,
    title: backupsIn(plan.locale).left(title),
    advice: null,
  };
  await db.transaction().execute((tx) => keep(tx, { ...about, effect, limits, found, now: now() }));
}
