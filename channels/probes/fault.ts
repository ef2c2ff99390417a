/** Why a probe found nothing good, in words that hold no address and no secret. */
export class Fault extends Error {}

/** What cannot be measured from here at all, and what is missing for it. */
export class Missing extends Error {}

/** The words of any error: those of a `Fault`, else its code alone, for messages hold addresses and values. */
export function wordsOf(error: unknown): string {
  if (error instanceof Fault) return error.message;
  if (!(error instanceof Error)) return 'failed';
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'no answer in time';
  const code = 'code' in error ? String(error.code) : '';
  if (error instanceof AggregateError && code === '') return wordsOf(error.errors[0]);
  return /^[A-Z0-9_]{2,60}$/.test(code) ? code : 'failed';
}
