import { sql } from 'kysely';
import type { Kysely, Selectable } from 'kysely';

import type { Database } from './schema.ts';
import type { MailOutcome, MailRow } from './schema/mail.ts';

export type Mail = Selectable<MailRow>;

/** A mail as it came, at one address. */
export type Arrived = Pick<
  Mail,
  'plan' | 'door' | 'recipient' | 'sender' | 'author' | 'message_id' | 'fingerprint' | 'at'
> & { readonly raw: Buffer };

/** Keeps what came until it is heard; what is there already stays as it is. One statement: all of it or nothing. */
export const insertMails = (db: Kysely<Database>, mails: readonly Arrived[]) =>
  db
    .insertInto('mail')
    .values(mails.map((one) => ({ ...one, try_at: one.at })))
    .onConflict((row) => row.column('fingerprint').doNothing())
    .execute();

/** How many mails an author has written since. */
export async function mailsSince(db: Kysely<Database>, author: string, since: number): Promise<number> {
  const query = db.selectFrom('mail').select((row) => row.fn.countAll<number>().as('count'));
  return (await query.where('author', '=', author).where('at', '>', since).executeTakeFirstOrThrow()).count;
}

/** Takes one mail that has waited since `until` for `leaseMs`, by Postgres's clock: the oldest. Undefined where none waits. */
export async function claimMail(db: Kysely<Database>, until: number, leaseMs: number): Promise<Mail | undefined> {
  const waiting = db
    .selectFrom('mail')
    .select('id')
    .where('try_at', '<=', until)
    .where(sql<boolean>`(lease_until is null or lease_until < clock_timestamp())`)
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .skipLocked();
  const { rows } = await sql<Mail>`
    update mail set tries = tries + 1, lease_until = clock_timestamp() + ${leaseMs} * interval '1 ms'
    where id = (${waiting}) returning *`.execute(db);
  return rows[0];
}

/** What a mail has come to. */
export interface Heard {
  readonly outcome: MailOutcome;
  readonly reference: string | null;
}

export const settleMail = (db: Kysely<Database>, id: number, heard: Heard, at: number, error: string | null = null) =>
  db
    .updateTable('mail')
    .set({ ...heard, heard_at: at, try_at: null, lease_until: null, error })
    .where('id', '=', id)
    .execute();

/** It could not be heard; it is tried again at `tryAt`. */
export const postponeMail = (db: Kysely<Database>, id: number, tryAt: number, error: string) =>
  db.updateTable('mail').set({ try_at: tryAt, lease_until: null, error }).where('id', '=', id).execute();

/** The ticket of a plan, or of any, to which one of these mails of others belongs; the first in the order of the ids. */
export async function referenceOfMails(
  db: Kysely<Database>,
  messageIds: readonly string[],
  plan: string | null,
): Promise<string | undefined> {
  if (messageIds.length === 0) return undefined;
  const rows = await db
    .selectFrom('mail')
    .select(['message_id', 'reference'])
    .where('message_id', 'in', messageIds)
    .where('reference', 'is not', null)
    .$if(plan !== null, (query) => query.where('plan', '=', plan))
    .orderBy('id')
    .execute();
  const found = messageIds.map((id) => rows.find(({ message_id: own }) => own === id));
  return found.find((one) => one !== undefined)?.reference ?? undefined;
}

/** The ticket that one of Guardia's own mails, by the left parts of their ids, was about. */
export async function referenceOfTold(db: Kysely<Database>, lefts: readonly string[]): Promise<string | undefined> {
  if (lefts.length === 0) return undefined;
  const query = db.selectFrom('notification').select('reference').where('message_id', 'in', lefts);
  return (await query.limit(1).executeTakeFirst())?.reference;
}

/** Says of what was sent under these ids that it came back. Answers to whom, and about what. */
export const markReturned = (db: Kysely<Database>, lefts: readonly string[], error: string) =>
  db
    .updateTable('notification')
    .set({ outcome: 'refused', error })
    .where('message_id', 'in', lefts)
    .where('outcome', '=', 'sent')
    .returning(['reference', 'recipient'])
    .execute();

const atOnce = 100;

export type Held = Awaited<ReturnType<typeof heldMails>>[number];

/** What waits for somebody to look at it, the oldest first, as far as its head goes. */
export const heldMails = (db: Kysely<Database>) =>
  db
    .selectFrom('mail')
    .select(['id', 'plan', 'door', 'author', 'at', 'reference'])
    .select(sql<Buffer | null>`substring(raw for 65536)`.as('raw'))
    .where('outcome', '=', 'held')
    .where('heard_at', 'is not', null)
    .orderBy('id')
    .limit(atOnce)
    .execute();

export const mailById = (db: Kysely<Database>, id: number) =>
  db.selectFrom('mail').select(['id', 'plan', 'door', 'outcome', 'reference']).where('id', '=', id).executeTakeFirst();

/** Has what is held heard again, now that it is accepted, or at `null` never. */
export const rehear = (db: Kysely<Database>, id: number, tryAt: number | null) =>
  db
    .updateTable('mail')
    .set(tryAt === null ? { outcome: 'refused' } : { try_at: tryAt, heard_at: null, tries: 0, lease_until: null })
    .where('id', '=', id)
    .where('outcome', '=', 'held')
    .where('heard_at', 'is not', null)
    .execute();

/** Forgets how mails heard before `at` looked, all that is kept of them otherwise. Answers how many. */
export async function forgetRaw(db: Kysely<Database>, at: number): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    update mail set raw = null where id in (
      select id from mail where raw is not null and heard_at < ${at}::bigint and outcome <> 'held' order by heard_at limit ${atOnce})`.execute(
    db,
  );
  return Number(numAffectedRows);
}
