import type { Notification } from '../../db/notifications.ts';
import type { Outcome } from '../../db/outcomes.ts';

import type { NotSent } from './message.ts';
import type { Way } from './way.ts';

const second = 1000;
const minute = 60 * second;
const day = 24 * 60 * minute;
/** After so many, that one of several may be at fault weighs more than that one of them may come again. */
const patientAttempts = 4;

/** How an attempt went that was taken, or that others follow by the same way, each a little later. */
export function outcomeOf(one: Notification, { by, outlet }: Way, error: NotSent | undefined, now: number): Outcome {
  if (error === undefined) return { outcome: 'sent', sentAt: now, tryAt: null, error: null, by };
  // A person waits for a page; a program hears of everything in the end.
  const longestMs = outlet?.kind === 'webhook' ? 60 * minute : 5 * minute;
  const pauseMs = Math.min(longestMs, second * 2 ** Math.min(one.attempts, 12));
  const tryAt = now + Math.max(pauseMs, error.retryAfterMs ?? 0);
  // Where the connection or whoever sent it was lost, it may have been taken: it comes again as it was, under the same Message-ID.
  const maybeTaken = one.bundle !== null && one.attempts <= patientAttempts;
  const apart = error.fault === 'message' && !maybeTaken;
  return { outcome: 'failed', sentAt: null, tryAt, error: error.message, apart, by };
}

/** Whether no other attempt follows by the same way. */
export const isLast = (one: Notification, way: Way, error: NotSent, now: number): boolean =>
  error.fault === 'address' || error.gone || isOver(one, way, now);

const isOver = ({ due_at: dueAt, attempts }: Notification, { integration }: Way, now: number): boolean =>
  now - dueAt > 3 * day || attempts > (integration?.retries ?? Infinity);

/** How the last attempt went: it goes on by `next`, at once, or is told to nobody. */
export function lastOutcome(
  one: Notification,
  way: Way,
  { message: error }: NotSent,
  { now, next }: { readonly now: number; readonly next: string | null },
): Outcome {
  if (next !== null) return { outcome: 'failed', sentAt: null, tryAt: now, error, apart: true, by: next };
  const outcome = isOver(one, way, now) ? 'expired' : 'refused';
  return { outcome, sentAt: null, tryAt: null, error, by: way.by };
}
