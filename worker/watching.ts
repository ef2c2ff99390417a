import { setTimeout as sleep } from 'node:timers/promises';

import { count } from '../db/settings.ts';
import { hear } from '../services/alert/hear.ts';
import type { Desk } from '../services/desk.ts';
import { lookAsked, lookOverdue } from '../services/monitor/overdue.ts';
import type { Look } from '../services/monitor/probe.ts';

const everyMs = 1000;
/** Nothing is overdue sooner than three times after it came round. */
const overdueEveryMs = 15_000;

interface Keeping {
  readonly desk: Desk;
  readonly look: Look;
  readonly warn: (sentence: string, details: object) => void;
}

/**
 * Looks within a second at what somebody asks to be looked at, and at what Temporal's schedules have not looked at for long. Answers
 * how to stop it; what is being looked at then is looked at again.
 */
export function keepWatch({ desk, look, warn }: Keeping): () => void {
  const stop = new AbortController();
  const { signal } = stop;

  async function rescue(): Promise<void> {
    const looked = await lookOverdue(desk, { look, signal });
    if (looked === 0) return;
    await hear(desk);
    warn('what Temporal has not looked at is looked at', { looked });
    await count(desk.db, 'relay_looked', looked);
  }

  async function answer(): Promise<void> {
    if ((await lookAsked(desk, { look, signal })) > 0) await hear(desk);
  }

  async function repeat(pauseMs: number, doing: () => Promise<unknown>): Promise<void> {
    while (!signal.aborted) {
      await doing().catch((error: unknown) => warn('what is watched was not looked at', { error: String(error) }));
      await sleep(pauseMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  void repeat(everyMs, answer);
  void repeat(overdueEveryMs, rescue);
  return () => stop.abort();
}
