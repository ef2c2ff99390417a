import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A mail that arrived. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
  readonly references: string;
  readonly language: string;
  /** Its header lines as they came. */
  readonly head: string;
  /** The invitation in it. */
  readonly calendar: string;
}

/** A real SMTP server that keeps what it is given. It can be away for a while, or refuse an address. */
export async function startSmtpSink() {
  const mails: Mail[] = [];
  const refused = new Set<string>();
  let server = await listen(mails, refused, 0);
  const { port } = server.server.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    /** Addresses that it answers with 550. */
    refused,
    goAway: close,
    async comeBack() {
      server = await listen(mails, refused, port);
    },
    stop: close,
  };
}

async function listen(mails: Mail[], refused: ReadonlySet<string>, port: number): Promise<SMTPServer> {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    closeTimeout: 1,
    onRcptTo: ({ address }, _session, done) =>
      done(refused.has(address) ? Object.assign(new Error(`no such user ${address}`), { responseCode: 550 }) : null),
    onData: (stream, { envelope }, done) =>
      void buffer(stream)
        .then(async (raw) => {
          const mail = await PostalMime.parse(raw);
          const head = raw.toString('utf8').split('\r\n\r\n')[0]!;
          for (const { address } of envelope.rcptTo) mails.push(asMail(address, mail, head));
        })
        .then(() => done(), done),
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}

const asMail = (to: string, mail: Awaited<ReturnType<typeof PostalMime.parse>>, head: string): Mail => ({
  to,
  subject: mail.subject ?? '',
  text: mail.text ?? '',
  html: mail.html ?? '',
  messageId: mail.messageId ?? '',
  references: mail.references ?? '',
  language: mail.headers.find(({ key }) => key === 'content-language')?.value ?? '',
  head,
  calendar: calendarIn(mail),
});

function calendarIn({ attachments }: Awaited<ReturnType<typeof PostalMime.parse>>): string {
  const content = attachments.find(
    ({ mimeType }) => mimeType === 'text/calendar' || mimeType === 'application/ics',
  )?.content;
  return content === undefined
    ? ''
    : typeof content === 'string'
      ? content
      : Buffer.from(content as ArrayBuffer).toString('utf8');
}
