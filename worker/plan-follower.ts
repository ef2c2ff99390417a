import { setTimeout as sleep } from 'node:timers/promises';

import { listPlans } from '../db/plans.ts';
import type { Desk } from '../services/desk.ts';

import { clusterOf } from './schedules-made.ts';

const everyMs = 3000;
/** How often it is done whatever has changed: what was lost on the way, or changed by hand, costs no more than that. */
const hourMs = 3_600_000;

interface Following {
  readonly desk: Desk;
  /** Done once more where it failed. */
  readonly doing: () => Promise<void>;
  /** Hears of the first of several failures one after the other. */
  readonly onFailure: (error: unknown) => void;
}

/** Does something at once, within seconds of a new version of a plan or of another Temporal, and every hour. Answers how to stop it. */
export function followPlans({ desk, doing, onFailure }: Following): () => void {
  const stop = new AbortController();
  let done = '';
  let failing = false;

  async function look(): Promise<void> {
    const wanted = await stateOf(desk);
    if (wanted === done) return;
    await doing();
    done = wanted;
    failing = false;
  }

  function failed(error: unknown): void {
    if (!failing) onFailure(error);
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

/** As long as it stays the same, there is nothing to do: the cluster, the plans' versions, the hour. */
async function stateOf({ db, now }: Desk): Promise<string> {
  const versions = (await listPlans(db)).map(({ slug, version }) => `${slug}@${version}`);
  return JSON.stringify([await clusterOf(db), versions, Math.floor(now() / hourMs)]);
}
