import type { Desk } from '../desk.ts';

import { hear } from './hear.ts';

/** So long is waited for what comes with it, and for a worker to hear it: that costs no sender's answer any time. */
const gatherMs = 500;

/**
 * Hears soon after each `kick`, one turn at a time. What it fails at is told to `onFailure`, and left to the next kick or to whoever
 * looks for what was left.
 */
export function createHearer(
  desk: Pick<Desk, 'db' | 'now' | 'rules' | 'stir'>,
  onFailure: (error: unknown) => void,
): { kick: () => void; idle: () => Promise<void> } {
  let turn: Promise<void> | null = null;
  let again = false;

  async function listen(): Promise<void> {
    do {
      again = false;
      await new Promise((resolve) => setTimeout(resolve, gatherMs).unref());
      await hear(desk, (_, error) => onFailure(error)).catch(onFailure);
    } while (again);
    turn = null;
  }

  return {
    kick: () => {
      again = true;
      turn ??= listen();
    },
    idle: async () => void (await turn),
  };
}
