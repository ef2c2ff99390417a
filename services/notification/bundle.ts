import { sha256 } from '../../db/digest.ts';
import type { Notification } from '../../db/notifications.ts';
import { isReference } from '../../db/numbers.ts';

import { isLetter, kindOf } from './addressee.ts';
import { isShared } from './way.ts';
import type { Way } from './way.ts';

/** A notification and the way it goes. */
export interface Routed {
  readonly notification: Notification;
  readonly way: Way;
}

/** Notifications told in one message. */
export interface Bundle {
  /** Null for a single one, whose message is named after itself. */
  readonly id: string | null;
  readonly notifications: readonly Notification[];
  readonly way: Way;
}

/** So many at one place at once are told together. */
const many = 5;

/** What goes out together: as it was bundled before, if it was; else by where it is read, where there are many. */
export function bundled(waiting: readonly Routed[]): Bundle[] {
  const [gathered, others] = [waiting.filter(isGathered), waiting.filter((one) => !isGathered(one))];
  const groups = Map.groupBy(gathered, (one) => {
    const { notification, way } = one;
    return JSON.stringify([
      notification.plan,
      isShared(way) ? null : notification.recipient,
      way.by,
      bundledBefore(one),
    ]);
  });
  return [...[...groups.values()].flatMap(together), ...byEvent(others)];
}

function together(group: readonly Routed[]): Bundle[] {
  const before = bundledBefore(group[0]!);
  if (before !== null) return [bundleOf(before, group)];
  // Who has been tried alone stays alone: a repetition must have the same id.
  const fresh = group.filter(({ notification }) => notification.attempts === 1);
  if (new Set(fresh.map(eventOf)).size < many) return byEvent(group);
  return [bundleOf(crypto.randomUUID(), fresh), ...byEvent(group.filter((one) => !fresh.includes(one)))];
}

/** What goes another way now is another message. */
const bundledBefore = ({ notification: { bundle, by, channel }, way }: Routed): string | null =>
  (by ?? channel) === way.by ? bundle : null;

/** Where several read the same, one event is told once. */
function byEvent(all: readonly Routed[]): Bundle[] {
  const groups = Map.groupBy(all, (one) =>
    JSON.stringify([isShared(one.way) ? null : one.notification.recipient, one.way.by, eventOf(one)]),
  );
  return [...groups.values()].map((group) => {
    const [first] = group;
    if (group.length === 1) return bundleOf(null, group);
    return bundleOf(sha256(JSON.stringify([first!.way.by, eventOf(first!)])).slice(0, 32), group);
  });
}

const bundleOf = (id: string | null, group: readonly Routed[]): Bundle => ({
  id,
  notifications: group.map(({ notification }) => notification),
  way: group[0]!.way,
});

const eventOf = ({ notification: { plan, reference, event_key: key } }: Routed): string =>
  JSON.stringify([plan, reference, key]);

/** Programs are told each thing by itself. Of people only who looks after many incidents is told of several at once; `requester` is another one each time. */
const isGathered = ({ notification, way: { outlet } }: Routed): boolean =>
  ['person', 'integration'].includes(kindOf(notification)) &&
  outlet?.kind !== 'webhook' &&
  outlet?.kind !== 'pagerduty' &&
  !isLetter(notification) &&
  isReference(notification.reference);
