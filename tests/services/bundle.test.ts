/** Under one Message-ID there is one content, whoever dies in the middle of telling several incidents together. */
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { mailTo } from '../../channels/mail.ts';
import { deliver, deliverOverdue } from '../../services/notification/deliver.ts';
import { NotSent } from '../../services/notification/message.ts';
import type { Send } from '../../services/notification/message.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';

import { minute, startShop } from './support.ts';
import type { Shop } from './support.ts';

let shop: Shop;
let smtp: Awaited<ReturnType<typeof startSmtpSink>>;
let send: Send;
beforeEach(async () => {
  [shop, smtp] = await Promise.all([startShop(), startSmtpSink()]);
  send = mailTo(smtp.url, 'Guardia <guardia@guardia.example>');
});
afterEach(async () => void (await Promise.all([shop.stop(), smtp.stop()])));

/** Some incidents, and somebody who dies while telling of all of them together. */
async function dieTelling(count: number): Promise<readonly string[]> {
  const references = await Promise.all(Array.from({ length: count }, () => shop.open()));
  let inFlight = 0;
  const never = async () => {
    inFlight += 1;
    await new Promise<never>(() => undefined);
  };
  void deliverOverdue(shop.desk, never, 0);
  await expect.poll(() => inFlight).toBe(2);
  await sql`update notification set lease_until = clock_timestamp() - interval '1 s'`.execute(shop.db);
  return references;
}

const toIon = () => smtp.mails.filter(({ to }) => to === 'ion@shop.example');

function expectOneWhole(references: readonly string[]): void {
  const mails = toIon();
  expect(mails).toHaveLength(1);
  for (const reference of references) expect(mails[0]!.text).toContain(reference);
}

test('a bundle in flight at a kill is repeated whole', async () => {
  const references = await dieTelling(8);
  for (const reference of references) await deliver(shop.desk, send, reference);
  expectOneWhole(references);
});

test('and whole when all its incidents deliver at once, and the relay with them', async () => {
  const references = await dieTelling(12);
  const each = references.map((reference) => deliver(shop.desk, send, reference));
  await Promise.all([...each, deliverOverdue(shop.desk, send, 0)]);
  expectOneWhole(references);
});

test('a bundle that the mail server took without saying so comes again as the same', async () => {
  const references = await Promise.all(Array.from({ length: 6 }, () => shop.open()));
  const silent: Send = async (message) => {
    await send(message);
    throw new NotSent('server', 'The connection was closed.');
  };
  await deliverOverdue(shop.desk, silent, 0);
  shop.pass(5 * minute);
  const [first] = toIon();
  await deliverOverdue(shop.desk, send, 0);
  expect(toIon().map(({ messageId }) => messageId)).toEqual([first!.messageId, first!.messageId]);
  for (const reference of references) expect(toIon()[1]!.text).toContain(reference);
});
