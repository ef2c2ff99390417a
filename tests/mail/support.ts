import { createTransport } from 'nodemailer';
import type { SendMailOptions } from 'nodemailer';

import { listenForMail } from '../../channels/mail-in.ts';
import type { Mail } from '../../db/mail.ts';
import { deliver } from '../../services/notification/deliver.ts';
import type { Message } from '../../services/notification/message.ts';
import { hearing } from '../../worker/hearing.ts';
import { shopPlan } from '../domain/support.ts';
import { startShop } from '../services/support.ts';

/** The shop, reached by mail. */
export const mailPlan = (change: (text: string) => string = (text) => text) =>
  shopPlan((text) =>
    change(`${text}channels:
  email: { address: Support@shop.example, severity: P3 }
  phone: { address: "+40 700 000 000" }
integrations:
  nagios: { kind: mail, address: alerts@shop.example, severity: P2, service: app }
`),
  );

/** The same in its own database, with a door for mail that real SMTP clients knock at. */
export async function startMailShop({
  plan = mailPlan(),
  perHour = Infinity,
  tls = null as { cert: Buffer; key: Buffer } | null,
} = {}) {
  const shop = await startShop(plan);
  const desk = { ...shop.desk, mailbox: 'guardia@guardia.example' };
  const failures: unknown[] = [];
  const { hear, idle } = hearing(desk, (error) => failures.push(error));
  const listening = {
    host: '127.0.0.1',
    port: 0,
    tls,
    perHour,
    onMail: hear,
    log: (error: unknown) => failures.push(error),
  };
  const { port, stop } = await listenForMail(desk, listening);
  const client = createTransport({
    host: '127.0.0.1',
    port,
    pool: true,
    maxConnections: 1,
    tls: { rejectUnauthorized: false },
  });
  const last = async (): Promise<Mail> =>
    shop.db.selectFrom('mail').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow();

  return {
    ...shop,
    desk,
    port,
    failures,
    idle,
    last,
    mails: () => shop.db.selectFrom('mail').selectAll().orderBy('id').execute(),
    /** What has been told of a ticket, by recipient, the newest last: the mails of Guardia. */
    async told(reference: string): Promise<ReadonlyMap<string, Message>> {
      const sent: Message[] = [];
      await deliver(desk, async (message) => void sent.push(message), reference);
      return new Map(sent.map((one) => [one.to.address, one]));
    },
    /** What a mail program puts into an answer to that. */
    answering: ({ messageId, thread, subject, replyTo }: Message): SendMailOptions => ({
      to: replyTo ?? 'support@shop.example',
      inReplyTo: messageId,
      references: [thread ?? '', messageId].filter(Boolean),
      subject: `Re: ${subject}`,
    }),
    /** Sends by SMTP, waits until it is heard, and answers what became of it. */
    async mail(options: SendMailOptions) {
      await client.sendMail({
        to: 'support@shop.example',
        from: 'Joe <joe@acme.example>',
        subject: 'Help',
        text: 'Hm.',
        ...options,
      });
      await idle();
      return last();
    },
    /** The same with the mail as it goes over the wire. */
    async raw(raw: string | Buffer, envelope: { from?: string; to?: string | string[] } = {}) {
      await client.sendMail({ raw, envelope: { from: 'joe@acme.example', to: 'support@shop.example', ...envelope } });
      await idle();
      return last();
    },
    async stop() {
      client.close();
      await stop();
      await idle();
      await shop.stop();
    },
  };
}

export type MailShop = Awaited<ReturnType<typeof startMailShop>>;
