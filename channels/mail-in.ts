import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { SMTPServer } from 'smtp-server';
import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server';

import type { Desk } from '../services/desk.ts';
import { checkRecipient, MailRefused, receive } from '../services/mail/receive.ts';

/** What encodes a file of 10 MB as mail programs do. */
const mostBytes = 15 * 1024 * 1024;
const mostClients = 20;
const timeoutMs = 60_000;
const closeMs = 2_000;

export interface Listening {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** For STARTTLS, in PEM. */
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null;
  /** How many mails of one author are taken within an hour. */
  readonly perHour: number;
  /** Once a mail is safe. */
  readonly onMail: () => void;
  readonly log: (error: unknown) => void;
}

/** Takes mail by SMTP: it answers 250 once the mail is in Postgres. Answers on which port, and how to stop it. */
export async function listenForMail(desk: Desk, listening: Listening) {
  const { host, port, tls, log } = listening;
  const server = new SMTPServer({
    name: new URL(desk.publicUrl).hostname,
    banner: 'Guardia',
    size: mostBytes,
    maxClients: mostClients,
    maxRecipients: 50,
    socketTimeout: timeoutMs,
    closeTimeout: closeMs,
    disableReverseLookup: true,
    logger: false,
    authOptional: true,
    disabledCommands: tls === null ? ['AUTH', 'STARTTLS'] : ['AUTH'],
    ...tls,
    onRcptTo: ({ address }, _session, done) => answer(checkRecipient(desk, address), done, log),
    onData: (stream, session, done) => answer(taken(desk, listening, stream, session), done, log),
  });
  // Whoever hangs up in the middle of a sentence is no fault of ours.
  server.on('error', () => undefined);
  server.listen(port, host);
  await once(server.server, 'listening');
  return {
    port: (server.server.address() as AddressInfo).port,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

async function taken(
  desk: Desk,
  { perHour, onMail }: Listening,
  stream: SMTPServerDataStream,
  { envelope }: SMTPServerSession,
): Promise<void> {
  const raw = await collected(stream);
  const sender = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
  await receive(desk, { sender, recipients: envelope.rcptTo.map(({ address }) => address) }, raw, perHour);
  onMail();
}

/** All of it must be read before it can be refused; what is too much is not kept meanwhile. */
async function collected(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    if (stream.sizeExceeded) chunks.length = 0;
    else chunks.push(chunk as Buffer);
  }
  if (stream.sizeExceeded)
    throw new MailRefused(
      552,
      `5.3.4 A mail here has at most ${mostBytes / 1024 / 1024} MB, its files as they are sent.`,
    );
  return Buffer.concat(chunks);
}

/** What nobody foresaw is tried again later: nothing is said of it, for it may hold addresses. */
function answer(doing: Promise<void>, done: (error?: Error | null) => void, log: Listening['log']): void {
  doing.then(
    () => done(),
    (error: unknown) => {
      if (!(error instanceof MailRefused)) log(error);
      const [code, message] =
        error instanceof MailRefused
          ? [error.code, error.message]
          : [451, '4.3.0 It could not be taken: try again later.'];
      done(Object.assign(new Error(message), { responseCode: code }));
    },
  );
}
