/** Who needs help writes a mail, is told that it has arrived, is answered by mail, and writes again, without ever seeing a page. */
import { createTransport } from 'nodemailer';
import type { SendMailOptions } from 'nodemailer';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { listenForMail } from '../../channels/mail-in.ts';
import { hearing } from '../../worker/hearing.ts';
import type { Mail } from '../support/smtp-sink.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const maria = 'maria@client.example';
let world: World;
let send: (mail: SendMailOptions) => Promise<void>;
let stop: () => Promise<void>;

beforeAll(async () => {
  world = await startWorld();
  Object.assign(world.desk, { mailbox: 'guardia@guardia.example' });
  const { hear, idle } = hearing(world.desk, console.error);
  const listening = { host: '127.0.0.1', port: 0, tls: null, perHour: 100, onMail: hear, log: console.error };
  const door = await listenForMail(world.desk, listening);
  const client = createTransport({ host: '127.0.0.1', port: door.port, tls: { rejectUnauthorized: false } });
  send = async (mail) => {
    await client.sendMail(mail);
    await idle();
    await world.settled();
  };
  stop = door.stop;
});
afterAll(async () => {
  await stop();
  await world.stop();
});

/** What a mail program makes of an answer. */
const answering = ({ head, subject, text, messageId, references }: Mail, more: string): SendMailOptions => ({
  to: /^Reply-To: (.+)\r$/m.exec(head)![1]!,
  subject: `Re: ${subject}`,
  inReplyTo: messageId,
  references: `${references} ${messageId}`,
  text: `${more}\n\nÎn lun., 1 mar. 2027 la 10:00, Transport SaaS <suport@transport.example> a scris:\n${text.replaceAll(/^/gm, '> ')}`,
});

test('by mail alone: asked, confirmed, answered, resolved, and begun again', async () => {
  const first = {
    from: `Maria <${maria}>`,
    to: 'suport@transport.example',
    subject: 'Nu pot emite facturi',
    text: 'De azi dimineață.',
  };
  await send(first);
  const confirmation = world.mailsTo(maria).at(-1)!;
  const reference = /TRA-\d+/.exec(confirmation.subject)![0];
  expect(await world.show(reference)).toMatchObject({
    title: 'Nu pot emite facturi',
    channel: 'email',
    requester: { email: maria },
  });

  await world.act(reference, 'assign', { to: 'ana' });
  await send({ ...answering(confirmation, 'Mai știți ceva?'), from: maria });
  expect((await world.events(reference)).at(-1)).toMatchObject({ kind: 'replied', data: { reopened: false } });
  const news = world.mailsTo('ana@transport.example').at(-1)!;
  await send({ ...answering(news, 'Da, lucrăm la asta.'), from: 'ana@transport.example' });
  const answer = world.mailsTo(maria).at(-1)!;
  expect(answer.text).toContain('Da, lucrăm la asta.');
  expect(answer.text).not.toContain('Mai știți ceva?');
  const { clocks } = await world.show(reference);
  expect(clocks.find(({ metric }: { metric: string }) => metric === 'response')).toMatchObject({ state: 'met' });

  await world.act(reference, 'resolve', { note: 'Repornit.' });
  const before = world.mailsTo(maria).length;
  await send({ ...answering(answer, 'Sunt în concediu.'), from: maria, headers: { 'Auto-Submitted': 'auto-replied' } });
  expect((await world.show(reference)).status).toBe('resolved');
  expect(world.mailsTo(maria)).toHaveLength(before);
  await send({ ...answering(world.mailsTo(maria).at(-1)!, 'Iar nu merge.'), from: maria });
  expect((await world.show(reference)).status).toBe('in_progress');
  expect((await world.request('GET', '/api/incidents?status=open')).body.items).toHaveLength(1);
});
