import { transient } from '../../db/connect.ts';
import { setWake } from '../../db/incidents.ts';
import type { Notification } from '../../db/notifications.ts';
import { postpone, setBundle, settle } from '../../db/outcomes.ts';
import type { Attempt, Outcome } from '../../db/outcomes.ts';
import { noteFailed, noteSent } from '../../db/outlets.ts';
import type { Desk } from '../desk.ts';
import { breakerOf } from '../integration/outlet.ts';

import type { Bundle } from './bundle.ts';
import { compose } from './compose.ts';
import { insist } from './insist.ts';
import { messageIdOf } from './message-id.ts';
import { NotSent } from './message.ts';
import type { Send } from './message.ts';
import { isLast, lastOutcome, outcomeOf } from './outcome.ts';
import { fullUntil, nextOf } from './route.ts';

export type Delivering = Pick<Desk, 'db' | 'now' | 'rules' | 'publicUrl' | 'secret' | 'env' | 'mailbox'>;

interface Trying {
  /** Why it cannot even be tried. */
  readonly failed: string | null;
  /** From when on it is not handed over any more, epoch ms: while it is, its lease must not end. */
  readonly giveUpAt: number;
}

/** Tries once to send one message, and writes down how it went. Answers why it was not taken. */
export async function tell(
  desk: Delivering,
  send: Send,
  bundle: Bundle,
  { failed, giveUpAt }: Trying,
): Promise<NotSent | undefined> {
  const why = failed ?? (Date.now() > giveUpAt ? 'The server was too slow for the messages before.' : null);
  if (why !== null) {
    const error = new NotSent('server', why);
    await written(desk, bundle, error, null);
    return error;
  }
  const full = await fullUntil(desk, bundle.notifications[0]!.plan, bundle.way);
  if (full !== null) {
    await hold(desk, bundle.notifications, { by: bundle.way.by, until: full, why: 'It takes no more in this minute.' });
    return undefined;
  }
  const at = desk.now();
  const begunAt = performance.now();
  const error = await sendOne(desk, send, bundle, giveUpAt);
  const ms = Math.round(performance.now() - begunAt);
  const attempt = { by: bundle.way.by, at, ms, code: error?.code ?? null };
  await insist(() => written(desk, bundle, error, attempt));
  await noted(desk, bundle, error);
  return error;
}

/** How the integration took it is known to all who tell it something. */
async function noted(
  { db, now }: Delivering,
  { notifications, way }: Bundle,
  error: NotSent | undefined,
): Promise<void> {
  if (way.integration === null) return;
  const outlet = { plan: notifications[0]!.plan, name: way.by };
  if (error === undefined) return void (await noteSent(db, outlet, now()));
  if (error.fault !== 'server') return;
  const { code, retryAfterMs, gone } = error;
  await noteFailed(db, outlet, { at: now(), code, retryAfterMs, gone, breaker: breakerOf(way.integration) });
}

/** One statement for all; where it goes on another way, that may not be the same for each. */
async function written(
  desk: Delivering,
  { notifications, way }: Bundle,
  error: NotSent | undefined,
  attempt: Attempt | null,
): Promise<void> {
  const now = desk.now();
  if (error === undefined || !isLast(notifications[0]!, way, error, now))
    return settled(desk, notifications, outcomeOf(notifications[0]!, way, error, now), attempt);
  for (const one of notifications) {
    const outcome = lastOutcome(one, way, error, { now, next: await nextOf(desk, one, way) });
    await settled(desk, [one], outcome, attempt);
  }
}

/** What waits for it takes its turn, also where it was told by another's delivery, or by one that dies here. */
async function settled(
  desk: Delivering,
  notifications: readonly Notification[],
  outcome: Outcome,
  attempt: Attempt | null,
): Promise<void> {
  const awaited = outcome.tryAt === null ? notifications.filter(isAwaited) : [];
  if (awaited.length === 0) return void (await settle(desk.db, notifications, outcome, attempt));
  const references = awaited.map(({ reference }) => reference).toSorted();
  await desk.db.transaction().execute(async (tx) => {
    await settle(tx, notifications, outcome, attempt);
    for (const reference of references) await setWake(tx, reference, desk.now());
  });
}

/** A workaround keeps a promise once its requester was told. */
export const isAwaited = ({ kind, recipient }: Notification): boolean =>
  kind === 'workaround' && recipient === 'requester';

/** Undefined when the message was taken. */
async function sendOne(
  desk: Delivering,
  send: Send,
  { notifications, id, way }: Bundle,
  giveUpAt: number,
): Promise<NotSent | undefined> {
  try {
    if (notifications.some(({ bundle }) => bundle !== id) && !(await setBundle(desk.db, notifications, id)))
      throw new NotSent('here', 'Somebody else tells a part of it by now.');
    const message = await compose(desk, notifications, messageIdOf(desk, id ?? notifications[0]!.message_id), way);
    if (Date.now() > giveUpAt) throw new NotSent('here', 'It took too long to put it into words.');
    await send(message);
    return undefined;
  } catch (error) {
    return error instanceof NotSent ? error : new NotSent(transient(error) ? 'here' : 'message', String(error));
  }
}

/** It is told to nobody. */
export async function refuse(desk: Delivering, notification: Notification, { message }: NotSent): Promise<void> {
  await settle(desk.db, [notification], { outcome: 'refused', sentAt: null, tryAt: null, error: message });
}

/** It is tried later, and that is no attempt. */
export const hold = (
  { db }: Delivering,
  notifications: readonly Notification[],
  { by, until, why }: { readonly by: string; readonly until: number; readonly why: string },
): Promise<unknown> => postpone(db, notifications, until, by, why);
