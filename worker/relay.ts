import { count, setCounter } from '../db/settings.ts';
import { overdueWakes } from '../db/wakes.ts';
import type { Desk } from '../services/desk.ts';
import { sweep } from '../services/incident/sweep.ts';
import { deliverOverdue } from '../services/notification/deliver.ts';
import type { Send } from '../services/notification/message.ts';

import type { Stirrer } from './stirrer.ts';

const everyMs = 1000;
const overdueMs = 2000;
const mailOverdueMs = 5000;
const wakesAtOnce = 200;
/** Rescues in so many rounds one after another are no accident. */
const alarmAfter = 30;

interface Relaying {
  readonly desk: Omit<Desk, 'stir'>;
  readonly stirrer: Stirrer;
  readonly send: Send;
  readonly warn: (sentence: string, details: object) => void;
}

/** What one round had to rescue. */
export interface Rescued {
  readonly stirred: number;
  readonly swept: number;
  readonly delivered: number;
}

/**
 * The safety net: stirs workflows that did not take their turn, and does what is overdue even while Temporal is away. It is not
 * the road: in ordinary running it finds nothing. Answers how to stop it.
 */
export function startRelay(relaying: Relaying): () => Promise<void> {
  const stop = new AbortController();
  let roundsInNeed = 0;
  const running = (async () => {
    while (!stop.signal.aborted) {
      const rescued = await relayOnce(relaying).catch((error: unknown) => relaying.warn('the relay failed', { error }));
      roundsInNeed = rescued && rescued.stirred + rescued.swept + rescued.delivered > 0 ? roundsInNeed + 1 : 0;
      if (roundsInNeed % alarmAfter === alarmAfter - 1)
        relaying.warn('the relay has been rescuing for long', { rescued });
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  })();
  return async () => {
    stop.abort();
    await running;
  };
}

/** One round: what is overdue first, for it does not need Temporal. */
export async function relayOnce({ desk, stirrer, send }: Relaying): Promise<Rescued> {
  const swept = await sweep(desk, overdueMs);
  const delivered = await deliverOverdue(desk, send, mailOverdueMs);
  const overdue = await overdueWakes(desk.db, desk.now(), wakesAtOnce);
  const stirred = (await stirAll(stirrer, overdue)) ? overdue.length : 0;
  await setCounter(desk.db, 'worker_seen_at', desk.now());
  for (const [name, value] of Object.entries({
    relay_swept: swept,
    relay_delivered: delivered,
    relay_stirred: stirred,
  }))
    if (value > 0) await count(desk.db, name, value);
  return { stirred, swept, delivered };
}

/** The first alone: while Temporal is away, one probe is enough. */
async function stirAll({ stirNow, stir }: Stirrer, references: readonly string[]): Promise<boolean> {
  const [probe, ...rest] = references;
  if (probe === undefined) return false;
  const reached = await stirNow(probe, 'relay').then(
    () => true,
    () => false,
  );
  if (reached) for (const reference of rest) stir(reference, 'relay');
  return reached;
}
