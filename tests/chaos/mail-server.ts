/** A mail server as a process of its own. What it answers 250 to is in its file for good: a line of JSON a mail, on the disk before the answer. */
import { fsyncSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';

import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

import { pause } from './chance.ts';

/** A mail that was taken. */
export interface Taken {
  /** Epoch ms. */
  readonly at: number;
  readonly to: string;
  readonly messageId: string;
  /** The incidents that it names. */
  readonly names: readonly string[];
}

/** It takes its time, as they do, so that many a kill finds a mail on its way to it and an answer on its way back. */
const awhileMs = 200;
/** How many are on their way, for those who aim at them. */
let arriving = 0;
const file = openSync(process.env['MAILS']!, 'a');

const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  logger: false,
  onData: (stream, { envelope }, done) =>
    void buffer(stream)
      .then(async (raw) => {
        arrive(1);
        const { messageId = '', subject = '', text = '' } = await PostalMime.parse(raw);
        const names = [...new Set(`${subject}\n${text}`.match(/\bSTO-\d+\b/g))];
        await pause(awhileMs);
        for (const { address: to } of envelope.rcptTo) keep({ at: Date.now(), to, messageId, names });
        await pause(awhileMs);
      })
      .then(() => done(), done)
      .finally(() => arrive(-1)),
});
arrive(0);
server.on('error', () => undefined);
server.listen(Number(process.env['PORT']), '127.0.0.1', () => void process.send?.({ ready: true }));
process.once('disconnect', () => process.exit(0));

function arrive(more: number): void {
  arriving += more;
  writeFileSync(process.env['ARRIVING']!, String(arriving));
}

function keep(mail: Taken): void {
  writeSync(file, `${JSON.stringify(mail)}\n`);
  fsyncSync(file);
}
