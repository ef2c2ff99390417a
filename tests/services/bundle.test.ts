/** Under one Message-ID there is one content, whoever dies in the middle of telling several incidents together. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';

import { mailTo } from '../../channels/mail.ts';
import { deliver, deliverOverdue } from '../../services/notification/deliver.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';

import { startShop } from './support.ts';

test('a bundle in flight at a kill is repeated whole', async () => {
  const [shop, smtp] = await Promise.all([startShop(), startSmtpSink()]);
  const references = await Promise.all(Array.from({ length: 8 }, () => shop.open()));
  let inFlight = 0;
  const never = async () => {
    inFlight += 1;
    await new Promise<never>(() => undefined);
  };
  void deliverOverdue(shop.desk, never, 0);
  await expect.poll(() => inFlight).toBe(2);
  await sql`update notification set lease_until = clock_timestamp() - interval '1 s'`.execute(shop.db);
  const send = mailTo(smtp.url, 'Guardia <guardia@guardia.example>');
  for (const reference of references) await deliver(shop.desk, send, reference);
  const mails = smtp.mails.filter(({ to }) => to === 'ion@shop.example');
  expect(mails).toHaveLength(1);
  for (const reference of references) expect(mails[0]!.text).toContain(reference);
});
