import { createHash } from 'node:crypto';

import { transient } from '../../db/connect.ts';
import { insertMails, mailsSince } from '../../db/mail.ts';
import type { Arrived } from '../../db/mail.ts';
import type { Desk } from '../desk.ts';

import { doorAt, doorsOf } from './doors.ts';
import type { Door } from './doors.ts';
import { isKnown } from './known.ts';
import { headOf, readHead } from './read.ts';
import type { ReadMail } from './read.ts';
import { addressed } from './reply-address.ts';

const hour = 3_600_000;

/** Why a mail is not taken, as the SMTP server says it: 4xx for now, 5xx for good. */
export class MailRefused extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** From whom and to whom a mail comes, whatever it says itself. */
export interface Envelope {
  readonly sender: string;
  readonly recipients: readonly string[];
}

/** Throws `MailRefused` where no mail is taken at this address. */
export async function checkRecipient(desk: Desk, address: string): Promise<void> {
  const doors = await available(doorsOf(desk));
  if (doorAt(doors, address) === undefined)
    throw new MailRefused(550, `5.1.1 No plan here takes mail at this address: ${address.slice(0, 100)}`);
}

/**
 * Keeps a mail for every address that it came to, once however often it comes. When this returns it is safe; who hears it makes a
 * ticket or an answer of it. Throws `MailRefused`; nothing is then kept.
 */
export async function receive(
  desk: Desk,
  { sender, recipients }: Envelope,
  raw: Buffer,
  perHour: number,
): Promise<void> {
  const doors = await available(doorsOf(desk));
  const head = await readHead(raw);
  const author = head.from?.address ?? (sender.toLowerCase() || null);
  if (author !== null) await withinLimit(desk, author, perHour);
  const all = recipients.flatMap((recipient) => {
    const door = doorAt(doors, recipient);
    return door === undefined ? [] : [{ door, recipient }];
  });
  const refused = await available(
    Promise.all(all.map(({ door, recipient }) => isRefused(desk, door, recipient, head))),
  );
  const taken = all.filter((_, index) => refused[index] === false);
  if (taken.length === 0)
    throw new MailRefused(550, '5.7.1 This address takes mail of those only whom its plan knows.');
  // Of several addresses the one that says which ticket it belongs to.
  const rows = taken.toSorted(byTicket).map(({ door, recipient }): Arrived => ({
    plan: door.plan,
    door: door.name,
    recipient: recipient.slice(0, 320),
    sender: sender.slice(0, 320),
    author,
    message_id: head.messageId,
    fingerprint: fingerprint(door, head, raw),
    raw,
    at: desk.now(),
  }));
  await available(insertMails(desk.db, rows));
}

const byTicket = (a: { recipient: string }, b: { recipient: string }): number =>
  Number(addressed(b.recipient).reference !== null) - Number(addressed(a.recipient).reference !== null);

/** Answers with what waits only for Postgres: whoever sends tries again. */
async function available<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (!transient(error)) throw error;
    throw new MailRefused(451, '4.3.0 The database is away: try again later.');
  }
}

async function withinLimit({ db, now }: Desk, author: string, perHour: number): Promise<void> {
  const sent = await available(mailsSince(db, author, now() - hour));
  if (sent >= perHour)
    throw new MailRefused(450, `4.7.1 More than ${perHour} mails of one sender within an hour: try again later.`);
}

/** Who belongs to a ticket is heard whatever the plan says of strangers; that is looked at when it is heard. */
async function isRefused(desk: Desk, { plan, unknown }: Door, recipient: string, head: ReadMail): Promise<boolean> {
  if (plan === null || unknown !== 'refuse') return false;
  if (addressed(recipient).reference !== null || head.references.length > 0) return false;
  return head.from === null || !(await isKnown(desk, plan, head.from.address));
}

/**
 * By its Message-ID and what it says, without what servers on the way have put on top; where it has none, by all of it. One that
 * comes to two addresses of a plan is one.
 */
function fingerprint({ plan, name }: Door, { messageId }: ReadMail, raw: Buffer): string {
  const said = messageId === null ? raw : raw.subarray(headOf(raw).length);
  return createHash('sha256')
    .update(JSON.stringify([plan ?? name, messageId]))
    .update(said)
    .digest('hex');
}
