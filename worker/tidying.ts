import type { Desk } from '../services/desk.ts';
import { forget } from '../services/once.ts';

const everyMs = 3_600_000;

interface Tidying {
  readonly desk: Pick<Desk, 'db' | 'now'>;
  readonly warn: (sentence: string, details: object) => void;
}

/** Forgets, now and every hour, what is kept for a term only. Answers how to stop it. */
export function startTidying({ desk, warn }: Tidying): () => void {
  const tidy = () =>
    void forget(desk).catch((error: unknown) => warn('old answers are not forgotten', { error: String(error) }));
  tidy();
  const timer = setInterval(tidy, everyMs);
  return () => clearInterval(timer);
}
