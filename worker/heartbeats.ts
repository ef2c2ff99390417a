import { setTimeout as sleep } from 'node:timers/promises';

import { listPlans } from '../db/plans.ts';
import type { Desk } from '../services/desk.ts';
import { watchAll } from '../services/heartbeat/watch-all.ts';

import { clusterOf } from './schedules-made.ts';
import type { Stirrer } from './stirrer.ts';

const everyMs = 3000;
/** How often each is stirred whatever has changed: what was lost on the way costs no more than that. */
const hourMs = 3_600_000;

interface Keeping {
  readonly desk: Desk;
  readonly stirrer: Pick<Stirrer, 'stirNow'>;
  readonly warn: (sentence: string, details: object) => void;
}

/**
 * Has a workflow watch over each heartbeat of the plans in force: at once, within seconds of a new version, and every hour. One that no
 * plan has any more takes its last turn. What fails is tried again. Answers how to stop it.
 */
export function keepHeartbeats({ desk, stirrer, warn }: Keeping): () => void {
  const stop = new AbortController();
  let done = '';
  let failing = false;

  async function look(): Promise<void> {
    const wanted = await stateOf(desk);
    if (wanted === done) return;
    await stirHeartbeats(desk, stirrer);
    done = wanted;
    failing = false;
  }

  function failed(error: unknown): void {
    if (!failing) warn('not every heartbeat is watched over, and is tried again', { err: String(error) });
    failing = true;
  }

  async function repeat(): Promise<void> {
    while (!stop.signal.aborted) {
      await look().catch(failed);
      await sleep(everyMs, undefined, { signal: stop.signal, ref: false }).catch(() => undefined);
    }
  }

  void repeat();
  return () => stop.abort();
}

/** One look. Throws when Temporal can't be reached. */
export async function stirHeartbeats(desk: Desk, { stirNow }: Pick<Stirrer, 'stirNow'>): Promise<void> {
  for (const subject of await watchAll(desk)) await stirNow(subject, 'plan');
}

/** As long as it stays the same, so does what is watched: the cluster, the plans' versions, the hour. */
async function stateOf({ db, now }: Desk): Promise<string> {
  const versions = (await listPlans(db)).map(({ slug, version }) => `${slug}@${version}`);
  return JSON.stringify([await clusterOf(db), versions, Math.floor(now() / hourMs)]);
}
