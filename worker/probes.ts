import type { Desk } from '../services/desk.ts';
import { watchProbes } from '../services/probe/watch.ts';

const everyMs = 5000;

interface Watching {
  readonly desk: Desk;
  readonly warn: (sentence: string, details: object) => void;
}

/** Looks every few seconds whether the plans' probes arrived. Answers how to stop it. */
export function keepProbes({ desk, warn }: Watching): () => void {
  let looking = false;
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    void watchProbes(desk)
      .catch((error: unknown) => warn('whether probes arrive is not known', { error: String(error) }))
      .finally(() => (looking = false));
  }, everyMs);
  return () => clearInterval(timer);
}
