import { Failure } from './driver.ts';
import type { Work } from './driver.ts';

const everyMs = 30_000;
const hour = 3_600_000;

/** What may take so long may take three times as long before it is taken for hung; else half a day. */
export const limitOf = (expectedMs: number | null): number =>
  expectedMs === null ? 12 * hour : Math.max(3 * expectedMs, hour);

interface Holding {
  /** Says that it goes on; false: it was taken for lost. Left out: nobody waits to hear of it. */
  readonly hold?: () => Promise<boolean>;
  readonly limitMs: number;
}

/** Does something for as long as it may take, and says all along that it goes on. What it throws is a `Failure`. */
export async function whileHeld<T>(
  work: Work,
  { hold, limitMs }: Holding,
  doing: (work: Work) => Promise<T>,
): Promise<T> {
  const lost = new AbortController();
  const signal = AbortSignal.any([work.signal, lost.signal, AbortSignal.timeout(limitMs)]);
  const timer = setInterval(() => {
    // Postgres may be away for a moment.
    hold?.().then(
      (still) => still || lost.abort(),
      () => undefined,
    );
  }, everyMs);
  try {
    return await doing({ ...work, signal });
  } catch (error) {
    throw lost.signal.aborted ? new Failure('lost') : asFailure(error, signal);
  } finally {
    clearInterval(timer);
  }
}

function asFailure(error: unknown, signal: AbortSignal): Error {
  if (!signal.aborted) return error instanceof Failure ? error : new Failure('unexpected', codeIn(error));
  return new Failure(signal.reason instanceof Error && signal.reason.name === 'TimeoutError' ? 'timeout' : 'stopped');
}

function codeIn(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^[A-Z0-9_]{2,30}$/.test(code) ? code : null;
}
