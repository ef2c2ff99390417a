import { eventsOf } from '../../db/events.ts';
import { readIncident, typesOf } from '../../db/incident-lists.ts';
import { participantsOf } from '../../db/participants.ts';
import { notificationsOf } from '../../db/notifications.ts';
import { sendingsOf } from '../../db/sendings.ts';
import { mayReachTicket } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import type { Desk } from '../desk.ts';
import { messageIdOf } from '../notification/message-id.ts';

import { noIncident } from './reachable.ts';
import { readFor } from './read.ts';
import type { IncidentView } from './view.ts';

/** The incident as it stands. Throws `NotFound` where there is none that the caller may see. */
export async function show(desk: Desk, caller: Caller, reference: string): Promise<IncidentView> {
  return readOne(desk, caller, await reachable(desk, caller, reference));
}

/** The same for who has just opened or changed it: it may be of a type that they will not see again. */
export const showDone = async (desk: Desk, caller: Caller, reference: string): Promise<IncidentView> =>
  readOne(desk, caller, await reachable(desk, { ...caller, hidden: [] }, reference));

const readOne = async (desk: Desk, caller: Caller, row: Row): Promise<IncidentView> =>
  (await readFor(desk, caller, [row]))[0]!;

type Row = Awaited<ReturnType<typeof reachable>>;

/** What has happened to it, the oldest first, without ties to tickets that are not there for the caller. Throws `NotFound`. */
export async function timeline(desk: Desk, caller: Caller, reference: string) {
  await reachable(desk, caller, reference);
  return (await seenBy(desk, caller, await eventsOf(desk.db, reference))).map(
    ({ seq, key, kind, at, due_at, by, data, text, hash }) => ({
      seq,
      key,
      kind,
      at,
      dueAt: due_at,
      by,
      data,
      text,
      hash,
    }),
  );
}

type Event = Awaited<ReturnType<typeof eventsOf>>[number];

async function seenBy({ db }: Desk, { hidden }: Caller, events: readonly Event[]): Promise<readonly Event[]> {
  const others = events.flatMap(tiedTo);
  if (hidden.length === 0 || others.length === 0) return events;
  const types = await typesOf(db, others);
  const isSeen = (one: Event) => tiedTo(one).every((other) => !hidden.includes(types.get(other) ?? ''));
  // That it ended is no secret; into what it was merged is.
  return events.flatMap((one) => (isSeen(one) ? [one] : one.kind === 'merged' ? [{ ...one, data: {} }] : []));
}

/** The ticket that an event names, if it is about a tie to one. */
function tiedTo({ kind, data }: Event): string[] {
  const other = ties.includes(kind) ? (data['to'] ?? data['from']) : null;
  return typeof other === 'string' ? [other] : [];
}

const ties: readonly string[] = ['linked', 'unlinked', 'merged', 'merged-in'];

/** Who was told what, when it was due, when it was sent, how late (ms), and how it went. Throws `NotFound`. */
export async function told(desk: Desk, caller: Caller, reference: string) {
  await reachable(desk, caller, reference);
  const attempts = Map.groupBy(await sendingsOf(desk.db, reference), keyOf);
  return (await notificationsOf(desk.db, reference)).map((one) => ({
    recipient: one.recipient,
    name: one.name,
    channel: one.channel,
    kind: one.kind,
    event: one.event_key,
    dueAt: one.due_at,
    sentAt: one.sent_at,
    lateMs: one.sent_at === null ? null : Math.max(0, one.sent_at - one.due_at),
    outcome: one.outcome ?? 'waiting',
    attempts: one.attempts,
    messageId: messageIdOf(desk, one.bundle ?? one.message_id),
    tryAt: one.try_at,
    by: one.by ?? one.channel,
    tries: (attempts.get(keyOf(one)) ?? []).map(({ by, at, ms, outcome, code }) => ({ by, at, ms, outcome, code })),
  }));
}

const keyOf = (one: { readonly event_key: string; readonly recipient: string; readonly channel: string }): string =>
  JSON.stringify([one.event_key, one.recipient, one.channel]);

/** Who follows it and whom it affects, in the order in which they were added. Throws `NotFound`. */
export async function takingPart(desk: Desk, caller: Caller, reference: string) {
  await reachable(desk, caller, reference);
  return (await participantsOf(desk.db, reference)).map(({ id, role, person, name, email }) => ({
    id,
    role,
    person,
    name,
    email,
  }));
}

/** A requester reads what is public, elsewhere. */
async function reachable({ db }: Desk, caller: Caller, reference: string) {
  const row = await readIncident(db, reference);
  if (row === undefined || caller.by === 'requester' || !mayReachTicket(caller, row)) throw noIncident(reference);
  return row;
}
