import type { Notification } from '../../db/notifications.ts';
import { isReference } from '../../db/numbers.ts';

import { isLetter, kindOf } from './addressee.ts';

/** Notifications told in one message. */
export interface Bundle {
  /** Null for a single one, whose message is named after itself. */
  readonly id: string | null;
  readonly notifications: readonly Notification[];
}

/** So many for one person at once are told together. */
const many = 5;

/** What goes out together: as it was bundled before, if it was; else by person and channel where there are many. */
export function bundled(waiting: readonly Notification[]): Bundle[] {
  const [people, others] = [waiting.filter(isForWork), waiting.filter((one) => !isForWork(one))];
  const groups = Map.groupBy(people, ({ plan, recipient, channel, bundle }) =>
    JSON.stringify([plan, recipient, channel, bundle]),
  );
  const together = [...groups.values()].flatMap((group): Bundle[] => {
    const before = group[0]!.bundle;
    if (before !== null) return [{ id: before, notifications: group }];
    // Who has been tried alone stays alone: a repetition must have the same id.
    const fresh = group.filter(({ attempts }) => attempts === 1);
    if (fresh.length < many) return group.map(single);
    return [
      { id: crypto.randomUUID(), notifications: fresh },
      ...group.filter((one) => !fresh.includes(one)).map(single),
    ];
  });
  return [...together, ...others.map(single)];
}

/** Only who looks after many incidents is told of several at once; `requester` is another one each time. */
const isForWork = (notification: Notification): boolean =>
  kindOf(notification) === 'person' && !isLetter(notification) && isReference(notification.reference);

const single = (notification: Notification): Bundle => ({ id: null, notifications: [notification] });
