import { subjectsWith } from '../../db/announcements.ts';
import { claim, waitingElsewhere, waitingMs } from '../../db/notifications.ts';
import type { Notification } from '../../db/notifications.ts';

import { bundled } from './bundle.ts';
import type { Routed } from './bundle.ts';
import { NotSent } from './message.ts';
import type { Send } from './message.ts';
import { routerFor } from './route.ts';
import { hold, isAwaited, refuse, tell } from './tell.ts';
import type { Delivering } from './tell.ts';
import { unseen } from './unseen.ts';

const second = 1000;
const minute = 60 * second;
/** Longer than it takes to begin, to hand over and to write down one message, however slow everybody is. */
const leaseMs = 2 * minute;
/** A message is not handed over later than this after it was claimed: the rest waits for the next attempt. */
const patienceMs = 25 * second;
const inParallel = 8;
const atOnce = 200;
/** So many waiting elsewhere are a storm: then whoever delivers helps the others. */
const storm = 20;

/**
 * Tries once to tell everything of an incident, or of a run and what it has announced, that waits. A crash between sending and writing it down repeats a message under
 * the same id; none is lost. A failure is written down and tried again later; it is never thrown. Answers whether the incident
 * wants another turn: something is still to be told, or waited for having been told.
 */
export async function deliver(desk: Delivering, send: Send, reference: string): Promise<boolean> {
  const giveUpAt = Date.now() + patienceMs;
  const subjects = await subjectsWith(desk.db, reference);
  const own: Notification[] = [];
  for (const one of subjects)
    own.push(...(await claim(desk.db, { reference: one, now: desk.now(), leaseMs, limit: atOnce })));
  const helping = (await waitingElsewhere(desk.db, reference, desk.now(), storm)) >= storm;
  const others = helping ? await claim(desk.db, { now: desk.now(), leaseMs, limit: atOnce }) : [];
  await sendAll(desk, send, [...own, ...others], giveUpAt);
  return own.some(isAwaited) || (await waitingMs(desk.db, subjects, desk.now())) !== undefined;
}

/** Tries once to tell what has waited for `overdueMs`, whoever's it is; answers how much that was. */
export async function deliverOverdue(desk: Delivering, send: Send, overdueMs: number): Promise<number> {
  const giveUpAt = Date.now() + patienceMs;
  const waiting = await claim(desk.db, { now: desk.now() - overdueMs, leaseMs, limit: atOnce });
  await sendAll(desk, send, waiting, giveUpAt);
  return waiting.length;
}

async function sendAll(
  desk: Delivering,
  send: Send,
  waiting: readonly Notification[],
  giveUpAt: number,
): Promise<void> {
  const hidden = await unseen(desk, waiting);
  const notForThem = new NotSent('address', 'This person may not see tickets of this type.');
  for (const one of hidden) await refuse(desk, one, notForThem);
  const bundles = bundled(
    await routed(
      desk,
      waiting.filter((one) => !hidden.includes(one)),
    ),
  );
  const faults = new Map<string, string>();
  await Promise.all(
    Array.from({ length: inParallel }, async () => {
      for (let next = bundles.shift(); next !== undefined; next = bundles.shift()) {
        const place = `${next.way.outlet === null ? '' : next.notifications[0]!.plan}/${next.way.by}`;
        const error = await tell(desk, send, next, { failed: faults.get(place) ?? null, giveUpAt });
        if (error?.fault === 'server') faults.set(place, error.message);
      }
    }),
  );
}

/** What can go now, each with its way; the rest is written down: it waits, or is told to nobody. */
async function routed(desk: Delivering, waiting: readonly Notification[]): Promise<readonly Routed[]> {
  const routeOf = await routerFor(desk, waiting);
  const going: Routed[] = [];
  for (const notification of waiting) {
    const route = await routeOf(notification);
    if (route instanceof NotSent) await refuse(desk, notification, route);
    else if ('until' in route) await hold(desk, [notification], route);
    else going.push({ notification, way: route });
  }
  return going;
}
