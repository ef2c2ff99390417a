import { setTimeout as sleep } from 'node:timers/promises';

import { hearLeft } from '../services/alert/hear.ts';
import { settleStorms } from '../services/alert/settle.ts';
import { noticeSilence } from '../services/alert/stale.ts';
import type { Desk } from '../services/desk.ts';

/** A burst is heard as one, and what a monitor has noticed within a moment. */
const hearMs = 100;
const lookMs = 5000;

interface Keeping {
  readonly desk: Pick<Desk, 'db' | 'now' | 'rules' | 'stir'>;
  readonly warn: (sentence: string, details: object) => void;
}

/**
 * Hears what was received, several times a second, so that whoever takes it in need not; and looks every few seconds for what senders
 * have forgotten, and for storms that are over. What fails is tried again. Answers how to stop it.
 */
export function keepAlerts({ desk, warn }: Keeping): () => void {
  const stop = new AbortController();
  const hearing = () =>
    hearLeft(desk, 0, (id, error) => warn('what was received cannot be heard', { id, error: String(error) }));

  async function repeat(everyMs: number, doing: () => Promise<unknown>): Promise<void> {
    let failing = false;
    while (!stop.signal.aborted) {
      await doing().then(
        () => (failing = false),
        (error: unknown) => {
          if (!failing) warn('alerts wait to be heard, and it is tried again', { error: String(error) });
          failing = true;
        },
      );
      await sleep(failing ? 1000 : everyMs, undefined, { signal: stop.signal, ref: false }).catch(() => undefined);
    }
  }

  void repeat(hearMs, hearing);
  void repeat(lookMs, async () => {
    await noticeSilence(desk);
    await settleStorms(desk);
  });
  return () => stop.abort();
}
