import { standingToTell } from '../db/hand-overs.ts';
import type { Desk } from '../services/desk.ts';
import { deliver } from '../services/notification/deliver.ts';
import type { Send } from '../services/notification/message.ts';
import { tellGaps } from '../services/on-call/gaps.ts';
import { handOvers } from '../services/on-call/hand-over.ts';
import { liftOver } from '../services/service/lift.ts';

const everyMs = 3000;
/** Gaps are a week away: nobody waits for that mail. */
const gapsEveryMs = 600_000;

interface Keeping {
  readonly desk: Omit<Desk, 'stir'>;
  readonly send: Send;
  readonly warn: (sentence: string, details: object) => void;
}

/**
 * Looks at once and every few seconds who has taken over which rotation and which service runs fully again, and has it told. What was
 * seen is in Postgres, so that neither a restart nor Temporal's absence loses or repeats it. Answers how to stop it.
 */
export function keepShifts({ desk, send, warn }: Keeping): () => void {
  let gapsAt = -Infinity;
  let looking = false;

  async function look(): Promise<void> {
    const now = Date.now();
    const gaps = now >= gapsAt + gapsEveryMs;
    await tellOfShifts(desk, send, { gaps });
    if (gaps) gapsAt = now;
  }

  function tick(): void {
    if (looking) return;
    looking = true;
    void look()
      .catch((error: unknown) => warn('who takes over is not told, and is tried again', { error: String(error) }))
      .finally(() => (looking = false));
  }

  tick();
  const timer = setInterval(tick, everyMs);
  return () => clearInterval(timer);
}

/**
 * One look: what has changed hands, which services run fully again, with `gaps` also what is uncovered, and then all that waits to be
 * told of either.
 */
export async function tellOfShifts(desk: Keeping['desk'], send: Send, { gaps }: { gaps: boolean }): Promise<void> {
  await handOvers(desk);
  await liftOver(desk);
  if (gaps) await tellGaps(desk);
  for (const reference of await standingToTell(desk.db, desk.now())) await deliver(desk, send, reference);
}
