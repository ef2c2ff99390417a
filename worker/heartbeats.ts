import type { Desk } from '../services/desk.ts';
import { watchAll } from '../services/heartbeat/watch-all.ts';

import { followPlans } from './plan-follower.ts';
import type { Stirrer } from './stirrer.ts';

interface Keeping {
  readonly desk: Desk;
  readonly stirrer: Pick<Stirrer, 'stirNow'>;
  readonly warn: (sentence: string, details: object) => void;
}

/**
 * Has a workflow watch over each heartbeat of the plans in force: at once, within seconds of a new version, and every hour. One that no
 * plan has any more takes its last turn. What fails is tried again. Answers how to stop it.
 */
export const keepHeartbeats = ({ desk, stirrer, warn }: Keeping): (() => void) =>
  followPlans({
    desk,
    doing: () => stirHeartbeats(desk, stirrer),
    onFailure: (error) => warn('not every heartbeat is watched over, and is tried again', { err: String(error) }),
  });

/** One look. Throws when Temporal can't be reached. */
export async function stirHeartbeats(desk: Desk, { stirNow }: Pick<Stirrer, 'stirNow'>): Promise<void> {
  for (const subject of await watchAll(desk)) await stirNow(subject, 'plan');
}
