import { setTimeout as pause } from 'node:timers/promises';

import { processWith } from './backups.ts';

/** Kills what has these arguments, a moment after it has begun, until something has come of it. */
export async function killUntil(outcome: Promise<string>, argument: string, afterMs: number): Promise<string> {
  const over = new AbortController();
  void outcome.then(() => over.abort());
  while (!over.signal.aborted) {
    const pid = processWith(argument);
    await pause(pid === undefined ? 5 : afterMs);
    try {
      if (pid !== undefined && !over.signal.aborted) process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended before.
    }
  }
  return outcome;
}

/** How long something takes, s. */
export async function timed<T>(doing: Promise<T>): Promise<readonly [T, number]> {
  const began = performance.now();
  const done = await doing;
  return [done, Math.round((performance.now() - began) / 100) / 10];
}
