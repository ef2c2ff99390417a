import { sql } from 'kysely';
import type { Kysely, RawBuilder, Selectable } from 'kysely';

import type { Incident } from '../domain/incident/incident.ts';

import type { Db } from './connect.ts';
import type { Database, NotificationRow } from './schema.ts';

export type Notification = Selectable<NotificationRow>;

/** Something to be told, before it is known who all that is. */
export interface Telling {
  readonly reference: string;
  readonly plan: string;
  readonly event_key: string;
  readonly kind: string;
  /** A person of the plan, `requester`, `watchers`, `affected` or `subscribers`, or `integration:slack`. */
  readonly recipient: string;
  /** `mail`, which it is where it is left out, or an integration by name. */
  readonly channel?: string;
  readonly due_at: number;
  readonly try_at: number;
}

/** What an incident's new events ask to be told. */
export const tellingsOf = ({ reference, plan, events }: Pick<Incident, 'reference' | 'plan' | 'events'>): Telling[] =>
  events.flatMap(({ key, kind, at, dueAt, notify, via = {} }) =>
    notify.flatMap((recipient) =>
      (via[recipient] ?? ['mail']).map((channel) => ({
        reference,
        plan,
        event_key: key,
        kind,
        recipient,
        channel,
        due_at: dueAt ?? at,
        try_at: at,
      })),
    ),
  );

/**
 * Keeps what is to be told, once for each event, recipient and channel: groups become one row for each of them. Who is known by
 * address alone is told once of an event, in however many parts; what is there already stays. One statement, however many.
 */
export const insertNotifications = async (db: Kysely<Database>, tellings: readonly Telling[]) =>
  void (await notifying(tellings)?.execute(db));

/** The statement that does so, to be part of another; null where nobody is to be told. `incidents`: where the requester stands. */
export function notifying(tellings: readonly Telling[], incidents = 'incident'): RawBuilder<unknown> | null {
  if (tellings.length === 0) return null;
  return sql`
    insert into notification (reference, event_key, recipient, channel, plan, kind, message_id, due_at, try_at, attempts)
    select distinct on (t.reference, t.event_key, coalesce(lower(r.email), r.recipient), c.channel)
      t.reference, t.event_key, r.recipient, c.channel, t.plan, t.kind,
      left(encode(sha256(convert_to(concat_ws('/', t.reference, t.event_key, r.recipient, c.channel), 'UTF8')), 'hex'), 32),
      t.due_at, t.try_at, 0
    from jsonb_to_recordset(${JSON.stringify(tellings)}::jsonb) as t (reference text, plan text, event_key text, kind text,
      recipient text, channel text, due_at bigint, try_at bigint)
    cross join lateral (${recipients(incidents)}) as r (rank, recipient, email)
    cross join lateral (select coalesce(t.channel, 'mail')) as c (channel)
    order by t.reference, t.event_key, coalesce(lower(r.email), r.recipient), c.channel, r.rank
    on conflict do nothing`;
}

/** Who one telling is for. A participant who is of the plan is told as that person. */
const recipients = (incidents: string) => sql`
  select 0, t.recipient, null where t.recipient not in ('requester', 'watchers', 'affected', 'subscribers')
  union all
  select 1, 'requester', i.requester ->> 'email' from ${sql.table(incidents)} i
    where t.recipient = 'requester' and i.reference = t.reference and i.requester is not null
  union all
  select case p.role when 'watcher' then 2 else 3 end, coalesce(p.person, 'participant:' || p.id), case when p.person is null then p.email end from participant p
    where t.recipient in ('watchers', 'affected') and p.reference = t.reference
      and p.role = case t.recipient when 'watchers' then 'watcher' else 'affected' end
      and coalesce(p.person, p.email) is not null
  union all
  select 4, 'subscriber:' || s.id, s.email from subscriber s where t.recipient = 'subscribers' and s.plan = t.plan`;

/** How telling the requester of an event goes, and when that event was; undefined where nobody is to tell them. */
export const requesterTold = (db: Db, reference: string, eventKey: string) =>
  db
    .selectFrom('notification as n')
    .innerJoin('event as e', (join) => join.onRef('e.reference', '=', 'n.reference').onRef('e.key', '=', 'n.event_key'))
    .select(['n.outcome', 'n.sent_at', 'n.try_at', 'e.at'])
    .where('n.reference', '=', reference)
    .where('n.event_key', '=', eventKey)
    .where('n.recipient', '=', 'requester')
    .executeTakeFirst();

/** By one instant for all rows of a statement: what was leased together is free together. */
const leaseFree = sql<boolean>`(lease_until is null or lease_until < statement_timestamp())`;

/** In how many ms something of these subjects can next be sent, by the clock `now`; 0 or less: at once. Undefined: nothing waits. */
export async function waitingMs(db: Db, subjects: readonly string[], now: number): Promise<number | undefined> {
  const leaseLeft = sql<number>`coalesce(extract(epoch from lease_until - clock_timestamp()) * 1000, 0)`;
  const row = await db
    .selectFrom('notification')
    .select(sql<string | null>`min(greatest(try_at - ${now}::bigint, ${leaseLeft}))`.as('ms'))
    .where('reference', 'in', [...subjects])
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
  readonly now: number;
  readonly leaseMs: number;
  readonly limit: number;
}

const bundlesAtOnce = 20;

/**
 * Takes up to `limit` of what may be sent now, for `leaseMs` by Postgres's clock, so that nobody else does; `reference` narrows
 * it to one incident. What was once claimed under a bundle keeps it, and so its Message-ID: of such a bundle all that waits is
 * taken, or nothing where somebody else is just taking it or still holds any of it, for under one Message-ID there is one content.
 */
export async function claim(db: Db, { reference, now, leaseMs, limit }: Wanted): Promise<Notification[]> {
  const wanted = sql`try_at <= ${now}::bigint and ${leaseFree} ${reference === undefined ? sql`` : sql`and reference = ${reference}`}`;
  const claimed = await sql<Notification>`
    with unheld as materialized (
      select distinct bundle from notification as n where ${wanted} and bundle is not null and not exists (
        select from notification as held where held.bundle = n.bundle and try_at is not null and not ${leaseFree})
    ), begun as materialized (
      select bundle from unheld where pg_try_advisory_xact_lock(hashtextextended(bundle, 0)) limit ${bundlesAtOnce}
    ), single as materialized (
      select reference, event_key, recipient, channel from notification where ${wanted} and bundle is null
      order by try_at limit ${limit} for update skip locked
    ), whole as materialized (
      select reference, event_key, recipient, channel from notification
      where try_at is not null and ${leaseFree} and bundle in (select bundle from begun) for update
    )
    update notification as n
    set attempts = attempts + 1, lease_until = statement_timestamp() + ${leaseMs} * interval '1 ms'
    from (select * from single union all select * from whole) as f
    where n.reference = f.reference and n.event_key = f.event_key and n.recipient = f.recipient and n.channel = f.channel
    returning n.*`.execute(db);
  return claimed.rows;
}

/** By which channels somebody is told of an event, this one among them. */
export async function channelsOf(
  db: Db,
  { reference, event_key, recipient }: Pick<Notification, 'reference' | 'event_key' | 'recipient'>,
): Promise<readonly string[]> {
  const query = db.selectFrom('notification').select('channel').where('reference', '=', reference);
  const rows = await query.where('event_key', '=', event_key).where('recipient', '=', recipient).execute();
  return rows.map(({ channel }) => channel);
}

/** Whether something that came before it still waits for the same channel. */
export async function waitsBefore(
  db: Db,
  { reference, channel, due_at }: Pick<Notification, 'reference' | 'channel' | 'due_at'>,
): Promise<boolean> {
  const query = db.selectFrom('notification').select('event_key').where('reference', '=', reference);
  const before = query.where('channel', '=', channel).where('try_at', 'is not', null).where('due_at', '<', due_at);
  return (await before.limit(1).executeTakeFirst()) !== undefined;
}

/** What was told of an incident or another subject and what waits, the oldest first; with the names of those told, as far as known. */
export const notificationsOf = (db: Db, reference: string) =>
  db
    .selectFrom('notification as n')
    .leftJoin('person', (join) => join.onRef('person.plan', '=', 'n.plan').onRef('person.id', '=', 'n.recipient'))
    .leftJoin('participant as p', (join) => join.on(sql`'participant:' || p.id`, '=', sql`n.recipient`))
    .leftJoin('subscriber as s', (join) => join.on(sql`'subscriber:' || s.id`, '=', sql`n.recipient`))
    .leftJoin('incident as i', (join) =>
      join.onRef('i.reference', '=', 'n.reference').on('n.recipient', '=', 'requester'),
    )
    .selectAll('n')
    .select(
      sql<
        string | null
      >`coalesce(person.name, p.name, p.email, s.name, s.email, i.requester ->> 'name', i.requester ->> 'email')`.as(
        'name',
      ),
    )
    .where('n.reference', '=', reference)
    .orderBy('due_at')
    .orderBy('event_key')
    .orderBy('recipient')
    .orderBy('channel')
    .execute();
