import { insertAttachments } from '../../db/attachments.ts';
import type { Heard, Mail } from '../../db/mail.ts';
import { administrator } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import type { Desk } from '../desk.ts';

import type { ReadMail } from './read.ts';

/** By whom mails act: what they do has keys of their own. */
export const callerId = 'mail';
export const keyOf = ({ id }: Pick<Mail, 'id'>): string => `mail-${id}`;

/** Whether it was held, and somebody has said that it may be heard. */
export const isAccepted = ({ outcome }: Pick<Mail, 'outcome'>): boolean => outcome === 'held';

/** Guardia itself, of one plan, in the name of who wrote a mail. */
export const byMail = (plan: string): Caller => ({ ...administrator(callerId, plan), by: 'mail' });

/** No longer than what the API takes. */
export const shortened = (text: string): string => text.slice(0, 20_000).toWellFormed();

/** Keeps the files of a mail with the ticket that it came to; answers what it has come to. */
export async function withFiles(desk: Desk, mail: Mail, { files }: ReadMail, heard: Heard): Promise<Heard> {
  const rows = files.map(({ name, type, content }, part) => ({
    reference: heard.reference!,
    mail: mail.id,
    part,
    event_key: heard.outcome === 'opened' ? 'opened' : `act:${callerId}:${keyOf(mail)}`,
    public: heard.outcome !== 'noted',
    name,
    type,
    size: content.length,
    content,
    at: desk.now(),
  }));
  await insertAttachments(desk.db, rows);
  return heard;
}
