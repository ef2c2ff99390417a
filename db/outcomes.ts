import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

import type { Db } from './connect.ts';
import type { Notification } from './notifications.ts';

/** How an attempt went. */
export interface Outcome {
  readonly outcome: 'sent' | 'failed' | 'refused' | 'expired';
  readonly sentAt: number | null;
  /** When to try again; null: never. */
  readonly tryAt: number | null;
  readonly error: string | null;
  /** Whether what was tried in one message is tried in another from now on: only where it is sure that nobody took that one. */
  readonly apart?: boolean;
  /** The channel that it goes by from now on instead of its own. */
  readonly by?: string;
}

/** One attempt to tell it. */
export interface Attempt {
  /** The channel that was taken. */
  readonly by: string;
  readonly at: number;
  readonly ms: number;
  /** Why it failed, without an address. */
  readonly code: string | null;
}

/** Keeps that claimed notifications are about to be sent in one message: a second attempt after a crash is the same one. Answers whether nobody else has claimed any of them since. */
export async function setBundle(db: Db, notifications: readonly Notification[], bundle: string | null) {
  const { numAffectedRows: changed } = await change(db, notifications, sql`bundle = ${bundle}`);
  return Number(changed) === notifications.length;
}

/** Writes down how it went, and the attempt if there was one, for who still holds the lease: one statement, however many. */
export function settle(
  db: Db,
  notifications: readonly Notification[],
  how: Outcome,
  attempt: Attempt | null = null,
): Promise<unknown> {
  const { outcome, sentAt, tryAt, error, apart = false, by } = how;
  const others = apart ? sql`, bundle = null` : sql``;
  const another = by === undefined ? sql`` : sql`, by = nullif(${by}::text, n.channel)`;
  const columns = sql`outcome = ${outcome}, sent_at = ${sentAt}, try_at = ${tryAt}, error = ${error}, lease_until = null${others}${another}`;
  if (attempt === null) return change(db, notifications, columns);
  return sql`with told as (${changing(notifications, columns)} returning n.*)
    insert into sending (plan, reference, event_key, recipient, channel, by, at, ms, outcome, code, late_ms)
    select plan, reference, event_key, recipient, channel, ${attempt.by}, ${attempt.at}::bigint, ${attempt.ms}::int, ${outcome},
      ${attempt.code}, greatest(0, sent_at - due_at) from told`.execute(db);
}

/** Gives back what was claimed and is not tried now. */
export const postpone = (db: Db, notifications: readonly Notification[], tryAt: number, by: string, error: string) =>
  change(
    db,
    notifications,
    sql`attempts = n.attempts - 1, try_at = ${tryAt}, by = nullif(${by}::text, n.channel), error = ${error}, lease_until = null`,
  );

const change = (db: Db, notifications: readonly Notification[], columns: RawBuilder<unknown>) =>
  changing(notifications, columns).execute(db);

/** Sets columns of rows while the lease of their latest claim is the one held, and not given back: done again, it does nothing. */
function changing(notifications: readonly Notification[], columns: RawBuilder<unknown>): RawBuilder<unknown> {
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
      and n.channel = u.channel and n.attempts = u.attempts and n.lease_until is not null`;
}
