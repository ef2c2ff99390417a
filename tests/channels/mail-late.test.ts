/** A mail server that takes its time: whoever claimed a message must know how it went before another may claim it. */
import type { AddressInfo } from 'node:net';

import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { mailTo } from '../../channels/mail.ts';

import { message, outletAt } from './message.ts';

const mail = message(outletAt(''), { to: { name: 'Ana', address: 'ana@shop.example' } });
let begun = 0;
const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  logger: false,
  closeTimeout: 1,
  onData: (stream) => {
    begun += 1;
    stream.resume();
  },
});
server.on('error', () => undefined);
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

test('is given up, and so is what waits for a connection to it', async () => {
  const url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  const send = mailTo(url, 'Guardia <guardia@guardia.example>', 500);
  const all = await Promise.allSettled(Array.from({ length: 6 }, () => send(mail)));
  expect(begun).toBeLessThanOrEqual(4);
  for (const one of all) expect(one).toMatchObject({ reason: { fault: 'server', code: 'EABORT' } });
});
