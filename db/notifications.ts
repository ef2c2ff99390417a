import { sql } from 'kysely';
import type { Insertable, RawBuilder, Selectable } from 'kysely';

import type { Incident } from '../domain/incident/incident.ts';

import type { Db } from './connect.ts';
import { sha256 } from './digest.ts';
import type { NotificationRow } from './schema.ts';

export type Notification = Selectable<NotificationRow>;

/** What an incident's new events ask to be told, once for each event, person and channel. */
export const notificationsFor = ({ reference, plan, events }: Incident): Insertable<NotificationRow>[] =>
  events.flatMap(({ key, kind, at, dueAt, notify }) =>
    notify.map((recipient) => ({
      reference,
      event_key: key,
      recipient,
      channel: 'mail',
      plan,
      kind,
      message_id: sha256(`${reference}/${key}/${recipient}/mail`).slice(0, 32),
      due_at: dueAt ?? at,
      try_at: at,
      attempts: 0,
    })),
  );

const leaseFree = sql<boolean>`(lease_until is null or lease_until < clock_timestamp())`;

/** In how many ms something of this incident can next be sent, by the clock `now`; 0 or less: at once. Undefined: nothing waits. */
export async function waitingMs(db: Db, reference: string, now: number): Promise<number | undefined> {
  const leaseLeft = sql<number>`coalesce(extract(epoch from lease_until - clock_timestamp()) * 1000, 0)`;
  const row = await db
    .selectFrom('notification')
    .select(sql<string | null>`min(greatest(try_at - ${now}::bigint, ${leaseLeft}))`.as('ms'))
    .where('reference', '=', reference)
    .where('try_at', 'is not', null)
    .executeTakeFirst();
  return row?.ms === null || row === undefined ? undefined : Math.ceil(Number(row.ms));
}

/** How many notifications of other incidents could be sent now: above a few, it is a storm. */
export async function waitingElsewhere(db: Db, reference: string, now: number, atMost: number): Promise<number> {
  const rows = await db
    .selectFrom('notification')
    .select('reference')
    .where('try_at', '<=', now)
    .where('reference', '!=', reference)
    .where(leaseFree)
    .limit(atMost)
    .execute();
  return rows.length;
}

interface Wanted {
  readonly reference?: string;
  readonly bundles?: readonly string[];
  readonly now: number;
  readonly leaseMs: number;
  readonly limit: number;
}

/**
 * Takes up to `limit` of what may be sent now, for `leaseMs` by Postgres's clock, so that nobody else does. `reference` narrows
 * it to one incident, `bundles` to what was once told together. What was claimed under a bundle before keeps it, and so its Message-ID.
 */
export async function claim(db: Db, { reference, bundles, now, leaseMs, limit }: Wanted): Promise<Notification[]> {
  const free = db
    .selectFrom('notification')
    .select(['reference', 'event_key', 'recipient', 'channel'])
    .where('try_at', '<=', now)
    .where(leaseFree)
    .$if(reference !== undefined, (query) => query.where('reference', '=', reference!))
    .$if(bundles !== undefined, (query) => query.where('bundle', 'in', bundles!))
    .orderBy('try_at')
    .limit(limit)
    .forUpdate()
    .skipLocked();
  const claimed = await sql<Notification>`
    update notification as n
    set attempts = attempts + 1, lease_until = clock_timestamp() + ${leaseMs} * interval '1 ms'
    from (${free}) as f
    where n.reference = f.reference and n.event_key = f.event_key and n.recipient = f.recipient and n.channel = f.channel
    returning n.*`.execute(db);
  return claimed.rows;
}

/** How an attempt went. */
export interface Outcome {
  readonly outcome: 'sent' | 'failed' | 'refused' | 'expired';
  readonly sentAt: number | null;
  /** When to try again; null: never. */
  readonly tryAt: number | null;
  readonly error: string | null;
}

/** Keeps that claimed notifications are about to be sent in one message: a second attempt after a crash is the same one. */
export const setBundle = (db: Db, notifications: readonly Notification[], bundle: string): Promise<unknown> =>
  change(db, notifications, sql`bundle = ${bundle}`);

/** Writes down how an attempt went, for who still holds the lease. */
export function settle(db: Db, notifications: readonly Notification[], how: Outcome): Promise<unknown> {
  const { outcome, sentAt, tryAt, error } = how;
  const apart = outcome === 'failed' ? sql`, bundle = null` : sql``;
  return change(
    db,
    notifications,
    sql`outcome = ${outcome}, sent_at = ${sentAt}, try_at = ${tryAt}, error = ${error}, lease_until = null${apart}`,
  );
}

/** Sets columns of rows while the lease of their latest claim is the one held: one statement, however many. */
function change(db: Db, notifications: readonly Notification[], columns: RawBuilder<unknown>): Promise<unknown> {
  const rows = notifications.map(({ reference, event_key, recipient, channel, attempts }) => ({
    reference,
    event_key,
    recipient,
    channel,
    attempts,
  }));
  return sql`update notification as n set ${columns}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as u (reference text, event_key text, recipient text, channel text, attempts int)
    where n.reference = u.reference and n.event_key = u.event_key and n.recipient = u.recipient
      and n.channel = u.channel and n.attempts = u.attempts`.execute(db);
}

/** What was told of an incident and what waits, the oldest first. */
export const notificationsOf = (db: Db, reference: string) =>
  db
    .selectFrom('notification')
    .leftJoin('person', (join) =>
      join.onRef('person.plan', '=', 'notification.plan').onRef('person.id', '=', 'notification.recipient'),
    )
    .selectAll('notification')
    .select('person.name')
    .where('reference', '=', reference)
    .orderBy('due_at')
    .orderBy('event_key')
    .orderBy('recipient')
    .execute();
