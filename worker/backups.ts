import { setTimeout as sleep } from 'node:timers/promises';

import { failLostCopies } from '../db/copies.ts';
import { failLostRestoreTests } from '../db/restore-tests.ts';
import { hear } from '../services/alert/hear.ts';
import { ringAlarms } from '../services/backup/alarm.ts';
import { releaseLogs } from '../services/backup/release.ts';
import type { BackupTools } from '../services/backup/source.ts';
import type { Observe } from '../services/backup/sight.ts';
import { watchProviders } from '../services/backup/watch.ts';
import type { Desk } from '../services/desk.ts';

import { followPlans } from './plan-follower.ts';

const everyMs = 15_000;

interface Keeping {
  readonly desk: Desk;
  readonly observe: Observe;
  readonly tools: BackupTools;
  readonly warn: (sentence: string, details: object) => void;
}

/**
 * Looks every few seconds whether backups were missed, whether providers make theirs, and whether what is promised of recovery is about to break, whether Temporal is
 * there or not. Answers how to stop it.
 */
export function keepBackups({ desk, observe, tools, warn }: Keeping): () => void {
  const stop = new AbortController();
  const { signal } = stop;

  async function repeat(): Promise<void> {
    while (!signal.aborted) {
      await lookAtBackups(desk, observe, signal).catch((error: unknown) =>
        warn('how backups stand is not known, and is looked at again', { error: String(error) }),
      );
      await sleep(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  const stopReleasing = followPlans({
    desk,
    doing: async () => void (await releaseLogs(desk, tools)),
    onFailure: (error) => warn('whether servers keep logs for nobody is not known', { error: String(error) }),
  });
  void repeat();
  return () => {
    stop.abort();
    stopReleasing();
  };
}

/** One look. */
export async function lookAtBackups(desk: Desk, observe: Observe, signal: AbortSignal): Promise<void> {
  await failLostCopies(desk.db);
  await failLostRestoreTests(desk.db, desk.now());
  await watchProviders(desk, observe, signal);
  await ringAlarms(desk);
  await hear(desk);
}
