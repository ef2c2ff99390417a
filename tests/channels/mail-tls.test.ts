/** Mail over TLS, as SMTP_URL says it: what may not go in the clear does not, and a certificate that nobody vouches for is no TLS. */
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';

import { mailTo } from '../../channels/mail.ts';
import { NotSent } from '../../services/notification/message.ts';

const servers: SMTPServer[] = [];
afterEach(async () => {
  for (const one of servers.splice(0)) await new Promise<void>((resolve) => one.close(() => resolve()));
});

/** A server with the certificate that comes with it, which nobody has signed; whether each mail came encrypted. */
async function start(options: SMTPServerOptions) {
  const secured: boolean[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH'],
    logger: false,
    closeTimeout: 1,
    ...options,
    onData: (stream, session, done) =>
      void buffer(stream).then(() => {
        secured.push(session.secure);
        done();
      }),
  });
  servers.push(server);
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { at: `127.0.0.1:${(server.server.address() as AddressInfo).port}`, secured };
}

const message = {
  to: { name: 'Ana', address: 'ana@shop.example' },
  subject: 'Hello',
  text: 'Hello',
  html: '<p>Hello</p>',
  messageId: '<a@guardia.example>',
  thread: null,
  locale: 'en',
};
const mail = (url: string) => mailTo(url, 'Guardia <guardia@guardia.example>')(message);
const inTheClear = { disabledCommands: ['AUTH', 'STARTTLS'] };

test('requireTLS: nothing goes to a server that has no TLS', async () => {
  const { at, secured } = await start(inTheClear);
  await expect(mail(`smtp://${at}?requireTLS=true`)).rejects.toBeInstanceOf(NotSent);
  expect(secured).toEqual([]);
});

test('requireTLS: STARTTLS is taken', async () => {
  const { at, secured } = await start({});
  await mail(`smtp://${at}?requireTLS=true&tls.rejectUnauthorized=false`);
  expect(secured).toEqual([true]);
});

test('smtps: is TLS from the first byte', async () => {
  const { at, secured } = await start({ secure: true });
  await mail(`smtps://${at}?tls.rejectUnauthorized=false`);
  expect(secured).toEqual([true]);
});

test.each([
  ['smtps', { secure: true }, ''],
  ['smtp', {}, '?requireTLS=true'],
])('%s: a certificate that nobody vouches for is refused', async (scheme, options, query) => {
  const { at, secured } = await start(options);
  await expect(mail(`${scheme}://${at}${query}`)).rejects.toMatchObject({ fault: 'server' });
  expect(secured).toEqual([]);
});

test('without requireTLS mail goes in the clear where there is nothing else', async () => {
  const { at, secured } = await start(inTheClear);
  await mail(`smtp://${at}`);
  expect(secured).toEqual([false]);
});
