import { transient } from '../../db/connect.ts';
import { claimMail, postponeMail, settleMail } from '../../db/mail.ts';
import type { Heard, Mail } from '../../db/mail.ts';
import type { Desk } from '../desk.ts';

import { automaticIn } from './automatic.ts';
import type { Automatic } from './automatic.ts';
import { bounced } from './bounce.ts';
import { doorsOf } from './doors.ts';
import { openFrom } from './open.ts';
import { readApart } from './read-apart.ts';
import type { ReadMail } from './read.ts';
import { note, reply } from './reply.ts';
import { ownId, threadOf } from './thread.ts';

const second = 1000;
/** Longer than it takes, and short enough where whoever heard it died. */
const leaseMs = 45 * second;
/** What ended a process, or failed, so often is laid aside. */
const mostTries = 5;

/**
 * Hears every mail that has waited for `overdueMs`, the oldest first: makes a ticket, an answer or a note of it, or nothing. A crash
 * loses none and does nothing twice: each has its key. Never throws for what is in a mail. Answers how many it were.
 */
export async function hearMails(desk: Desk, overdueMs: number): Promise<number> {
  for (let heard = 0; ; heard++) {
    const mail = await claimMail(desk.db, desk.now() - overdueMs, leaseMs);
    if (mail === undefined) return heard;
    await hearOne(desk, mail);
  }
}

async function hearOne(desk: Desk, mail: Mail): Promise<void> {
  const { db } = desk;
  // Whoever heard it last may have died of it.
  if (mail.tries > mostTries) return laidAside(desk, mail, mail.error ?? 'It ended whoever heard it.');
  try {
    const read = await readApart(mail.raw ?? Buffer.alloc(0));
    await settleMail(db, mail.id, await outcomeOf(desk, mail, read), desk.now());
  } catch (error) {
    const failed = String(error);
    if (mail.tries === mostTries && !transient(error)) return laidAside(desk, mail, failed);
    await postponeMail(db, mail.id, desk.now() + second * 2 ** mail.tries, failed);
  }
}

const laidAside = async ({ db, now }: Desk, { id }: Mail, error: string): Promise<void> =>
  void (await settleMail(db, id, { outcome: 'failed', reference: null }, now(), error));

async function outcomeOf(desk: Desk, mail: Mail, read: ReadMail): Promise<Heard> {
  const automatic = (await isOwn(desk, read)) ? 'loop' : automaticIn(read, mail.sender);
  if (automatic === 'loop') return { outcome: 'loop', reference: null };
  const thread = await threadOf(desk, mail, read);
  if (automatic === 'bounce') return bounced(desk, mail, read, thread);
  if (automatic !== null && thread !== undefined) return note(desk, mail, read, thread.row, { quiet: true });
  if (automatic !== null && !isForPrograms(mail, automatic)) return { outcome: 'automatic', reference: null };
  return thread === undefined ? openFrom(desk, mail, read) : reply(desk, mail, read, thread);
}

/** Guardia wrote it, or somebody in its name: there is nobody to hear. */
async function isOwn(desk: Desk, { messageId, from }: ReadMail): Promise<boolean> {
  if (messageId !== null && ownId(desk, messageId) !== undefined) return true;
  return from !== null && (await doorsOf(desk)).some(({ address }) => address === from.address);
}

/** An address for programs takes what they make; what answers by itself is nobody's report. */
const isForPrograms = ({ door }: Mail, automatic: Automatic): boolean =>
  door.startsWith('integration/') && automatic !== 'reply';
