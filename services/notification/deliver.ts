import { setWake } from '../../db/incidents.ts';
import { claim, setBundle, settle, waitingElsewhere, waitingMs } from '../../db/notifications.ts';
import type { Notification, Outcome } from '../../db/notifications.ts';
import type { Desk } from '../desk.ts';

import { bundled } from './bundle.ts';
import type { Bundle } from './bundle.ts';
import { compose } from './compose.ts';
import { messageIdOf } from './message-id.ts';
import { NotSent } from './message.ts';
import type { Send } from './message.ts';
import { unseen } from './unseen.ts';

const second = 1000;
const minute = 60 * second;
const day = 24 * 60 * minute;
/** Longer than the activity may take, which is longer than a mail server may keep it waiting. */
const leaseMs = 2 * minute;
/** A message is not begun later than this after the first: the rest waits for the next attempt. */
const patienceMs = 25 * second;
const inParallel = 8;
const atOnce = 200;
/** So many waiting elsewhere are a storm: then whoever delivers helps the others. */
const storm = 20;

type Delivering = Pick<Desk, 'db' | 'now' | 'rules' | 'publicUrl' | 'secret' | 'env' | 'mailbox'>;

/**
 * Tries once to tell everything of an incident that waits. A crash between sending and writing it down repeats a message under
 * the same id; none is lost. A failure is written down and tried again later; it is never thrown. Answers whether the incident
 * wants another turn: something is still to be told, or waited for having been told.
 */
export async function deliver(desk: Delivering, send: Send, reference: string): Promise<boolean> {
  const own = await claim(desk.db, { reference, now: desk.now(), leaseMs, limit: atOnce });
  const helping = (await waitingElsewhere(desk.db, reference, desk.now(), storm)) >= storm;
  const others = helping ? await claim(desk.db, { now: desk.now(), leaseMs, limit: atOnce }) : [];
  await sendAll(desk, send, [...own, ...others]);
  return own.some(isAwaited) || (await waitingMs(desk.db, reference, desk.now())) !== undefined;
}

/** Tries once to tell what has waited for `overdueMs`, whoever's it is; answers how much that was. */
export async function deliverOverdue(desk: Delivering, send: Send, overdueMs: number): Promise<number> {
  const waiting = await claim(desk.db, { now: desk.now() - overdueMs, leaseMs, limit: atOnce });
  await sendAll(desk, send, waiting);
  return waiting.length;
}

async function sendAll(desk: Delivering, send: Send, waiting: readonly Notification[]): Promise<void> {
  const hidden = await unseen(desk, waiting);
  const notForThem = new NotSent('address', 'This person may not see tickets of this type.');
  for (const one of hidden)
    await settle(desk.db, [one], outcomeOf(desk, { id: null, notifications: [one] }, notForThem));
  const bundles = bundled(waiting.filter((one) => !hidden.includes(one)));
  const giveUpAt = Date.now() + patienceMs;
  let serverFault: string | null = null;
  await Promise.all(
    Array.from({ length: inParallel }, async () => {
      for (let next = bundles.shift(); next !== undefined; next = bundles.shift()) {
        const late = Date.now() > giveUpAt ? 'The mail server was too slow for the messages before.' : null;
        const failed = serverFault ?? late;
        const error = failed === null ? await sendOne(desk, send, next) : new NotSent('message', failed);
        if (error?.fault === 'server') serverFault = error.message;
        await written(desk, next, outcomeOf(desk, next, error));
      }
    }),
  );
}

/** What waits for it takes its turn, also where it was told by another's delivery, or by one that dies here. */
async function written(desk: Delivering, { notifications }: Bundle, outcome: Outcome): Promise<void> {
  const awaited = outcome.tryAt === null ? notifications.filter(isAwaited) : [];
  if (awaited.length === 0) return void (await settle(desk.db, notifications, outcome));
  const references = awaited.map(({ reference }) => reference).toSorted();
  await desk.db.transaction().execute(async (tx) => {
    await settle(tx, notifications, outcome);
    for (const reference of references) await setWake(tx, reference, desk.now());
  });
}

/** A workaround keeps a promise once its requester was told. */
const isAwaited = ({ kind, recipient }: Notification): boolean => kind === 'workaround' && recipient === 'requester';

/** Undefined when the message was taken. */
async function sendOne(desk: Delivering, send: Send, { notifications, id }: Bundle): Promise<NotSent | undefined> {
  try {
    if (id !== null) await setBundle(desk.db, notifications, id);
    const message = await compose(desk, notifications, messageIdOf(desk, id ?? notifications[0]!.message_id));
    await send(message);
    return undefined;
  } catch (error) {
    return error instanceof NotSent ? error : new NotSent('message', String(error));
  }
}

function outcomeOf({ now }: Delivering, { notifications }: Bundle, error: NotSent | undefined): Outcome {
  if (error === undefined) return { outcome: 'sent', sentAt: now(), tryAt: null, error: null };
  const { due_at, attempts } = notifications[0]!;
  if (error.fault === 'address') return { outcome: 'refused', sentAt: null, tryAt: null, error: error.message };
  if (now() - due_at > 3 * day) return { outcome: 'expired', sentAt: null, tryAt: null, error: error.message };
  const tryAt = now() + Math.min(5 * minute, second * 2 ** Math.min(attempts, 10));
  return { outcome: 'failed', sentAt: null, tryAt, error: error.message };
}
