import type { Notification } from '../../db/notifications.ts';
import type { Desk } from '../desk.ts';

import { addresseeOf, isLetter } from './addressee.ts';
import type { Addressee } from './addressee.ts';
import { byLetter } from './by-letter.ts';
import type { Message } from './message.ts';
import type { Way } from './way.ts';
import { toAnnounced } from './to-announced.ts';
import { toMachine } from './to-machine.ts';
import { toTest } from './to-test.ts';
import { toRunner } from './to-runner.ts';
import { toPeople } from './to-people.ts';
import { toSigner } from './to-signer.ts';
import { toUsers } from './to-users.ts';
import { toShift } from './to-shift.ts';

export type Composing = Pick<Desk, 'db' | 'now' | 'rules' | 'publicUrl' | 'secret' | 'env' | 'mailbox'>;

/** Puts into words what is told to one addressee: one notification, or several bundled. */
export type Composer = (
  desk: Composing,
  to: Addressee,
  notifications: readonly Notification[],
  messageId: string,
) => Promise<Message>;

/** How it is said of what is no incident, by the kind of subject: `rotation` of `rotation:voip/plantao`. */
const others: Readonly<Record<string, Composer>> = {
  rotation: toShift,
  mode: toUsers,
  maintenance: toAnnounced,
  signin: toSigner,
  integration: toTest,
  probe: toTest,
  run: toRunner,
};

/** One message for notifications that go the same way. Throws `NotSent` when there is no address for it any more. */
export async function compose(
  desk: Composing,
  notifications: readonly Notification[],
  messageId: string,
  way: Way,
): Promise<Message> {
  const { outlet } = way;
  const first = notifications[0]!;
  if (outlet !== null && ['webhook', 'pagerduty'].includes(outlet.kind))
    return toMachine(desk, outlet, first, messageId);
  const to = await addresseeOf(desk, first, way);
  const message = await composerFor(first, to)(desk, to, once(notifications), messageId);
  return outlet === null ? message : { ...message, outlet };
}

function composerFor(first: Notification, to: Addressee): Composer {
  const [kind, rest] = first.reference.split(':');
  const works = to.kind === 'person' && !isLetter(first);
  const composer = rest === undefined ? (works ? toPeople : byLetter) : others[kind!];
  if (composer === undefined) throw new Error(`Nobody knows how to tell of a ${kind}.`);
  return composer;
}

/** Where several read the same, each event once. */
const once = (notifications: readonly Notification[]): readonly Notification[] => [
  ...new Map(notifications.map((one) => [`${one.reference} ${one.event_key}`, one])).values(),
];
