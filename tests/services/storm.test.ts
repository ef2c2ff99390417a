/** Many notifications at once: bundled for each person, naming everything, and no poisoned one stops the rest. */
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { mailTo } from '../../channels/mail.ts';
import { deliver, deliverOverdue } from '../../services/notification/deliver.ts';
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

const leasesExpire = () =>
  sql`update notification set lease_until = clock_timestamp() - interval '1 s'`.execute(shop.db);
const open = (count: number) => Promise.all(Array.from({ length: count }, () => shop.open()));

const deliverAll = async () => {
  const count = await deliverOverdue(shop.desk, send, 0);
  return { count, mails: smtp.mails.filter((mail) => mail.to === 'ion@shop.example') };
};

test('four for one person are four mails', async () => {
  await open(4);
  expect((await deliverAll()).mails).toHaveLength(4);
});

test('five for one person are one mail', async () => {
  await open(5);
  expect((await deliverAll()).mails).toHaveLength(1);
});

test('that names every incident', async () => {
  const references = await open(7);
  const { mails } = await deliverAll();
  expect(references.filter((one) => !mails[0]!.text.includes(`[${one}]`))).toEqual([]);
});

test('a deliverer helps with a storm', async () => {
  const [mine] = await open(25);
  await deliver(shop.desk, send, mine!);
  expect(await deliverOverdue(shop.desk, send, 0)).toBe(0);
});

test('a bundle whose deliverer died keeps its id', async () => {
  await open(5);
  const first: string[] = [];
  const dying: Send = async ({ messageId }) => {
    first.push(messageId);
    await new Promise(() => undefined);
  };
  void deliverOverdue(shop.desk, dying, 0);
  await expect.poll(() => first.length).toBe(2);
  await leasesExpire();
  await deliverAll();
  expect(smtp.mails.map(({ messageId }) => messageId).toSorted()).toEqual(first.toSorted());
});

test('one that cannot be written down in words holds up the others of its bundle once only', async () => {
  const references = await open(6);
  await shop.poison(references[0]!);
  await deliverAll();
  shop.pass(5 * minute);
  await deliverAll();
  const missing = references.filter((one) => !smtp.mails.some(({ text }) => text.includes(`[${one}]`)));
  expect(missing).toEqual([references[0]]);
});
