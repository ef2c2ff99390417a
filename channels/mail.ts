import { createTransport } from 'nodemailer';

import { loopHeader } from '../services/mail/automatic.ts';
import { NotSent } from '../services/notification/message.ts';
import type { Message, Send } from '../services/notification/message.ts';

import { iCalendar } from './invitation.ts';

/** For how long the server may be silent. */
const timeoutMs = 20_000;
/** How long all of it may take, the wait for a connection too: well below the two minutes for which a message is claimed. */
const longestMs = 45_000;

/** Sends through the SMTP server at `url` (smtp:// or smtps://), as `from`. */
export function mailTo(url: string, from: string, withinMs = longestMs): Send {
  const transport = createTransport(
    {
      url,
      pool: true,
      maxConnections: 4,
      maxMessages: 500,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      dnsTimeout: timeoutMs,
    },
    { from },
  );
  return async (message) => {
    try {
      await transport.sendMail({ ...envelope(message, from), signal: AbortSignal.timeout(withinMs) });
    } catch (error) {
      throw notSent(error);
    }
  };
}

/** Why the SMTP server does not answer, as a code; null: it does, and lets us in. */
export async function mailAnswers(url: string, patienceMs: number): Promise<string | null> {
  const wait = { connectionTimeout: patienceMs, greetingTimeout: patienceMs, socketTimeout: patienceMs };
  const transport = createTransport({ url, ...wait, dnsTimeout: patienceMs });
  try {
    await transport.verify();
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unreachable';
  } finally {
    transport.close();
  }
}

const envelope = (
  { to, subject, text, html, messageId, thread, replyTo, locale, invitation, leave }: Message,
  from: string,
) => ({
  to: { name: oneLine(to.name), address: oneLine(to.address) },
  subject: oneLine(subject),
  text,
  html,
  messageId,
  ...(replyTo !== undefined && { replyTo }),
  ...(thread === null
    ? {}
    : {
        inReplyTo: thread,
        references: thread,
      }),
  ...(invitation !== undefined && {
    icalEvent: { method: invitation.method, content: iCalendar(invitation, bare(from), to.address) },
  }),
  headers: {
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'OOF, AutoReply',
    [loopHeader]: bare(from),
    'Content-Language': locale,
    ...(leave !== undefined && {
      'List-Unsubscribe': `<${leave}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    }),
  },
});

/** The address in `Guardia <guardia@example.com>`. */
export const bare = (mailbox: string): string => /<([^<>]+)>/.exec(mailbox)?.[1] ?? mailbox;

/** What people write must begin no header of its own. */
const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

const serverFaults = [
  'EABORT',
  'ECONNECTION',
  'ETIMEDOUT',
  'ESOCKET',
  'EDNS',
  'ECONNREFUSED',
  'ECONNRESET',
  'EAUTH',
  'ETLS',
  'EPROTOCOL',
];

/** A 5xx for the recipient is final; everything else may pass. */
function notSent(error: unknown): NotSent {
  const { code, responseCode, command, message } = error as {
    code?: string;
    responseCode?: number;
    command?: string;
    message: string;
  };
  const known = { code: responseCode === undefined ? code : `SMTP_${responseCode}` };
  if (command === 'RCPT TO' && responseCode !== undefined && responseCode >= 500)
    return new NotSent('address', message, known);
  if (code === 'EENVELOPE' && responseCode === undefined) return new NotSent('address', message, known);
  if (code !== undefined && serverFaults.includes(code)) return new NotSent('server', message, known);
  return new NotSent('message', message, known);
}
