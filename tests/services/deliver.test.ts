/** Telling people by mail: each once, whoever delivers, and nobody's failure is another's. */
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { mailTo } from '../../channels/mail.ts';
import { deliver } from '../../services/notification/deliver.ts';
import type { Send } from '../../services/notification/message.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';

import { goingAway } from './away.ts';
import { hour, minute, startShop } from './support.ts';
import type { Shop } from './support.ts';

let shop: Shop;
let smtp: Awaited<ReturnType<typeof startSmtpSink>>;
let send: Send;
beforeEach(async () => {
  [shop, smtp] = await Promise.all([startShop(), startSmtpSink()]);
  send = mailTo(smtp.url, 'Guardia <guardia@guardia.example>');
});
afterEach(async () => void (await Promise.all([shop.stop(), smtp.stop()])));

const to = () => smtp.mails.map((mail) => mail.to).toSorted();
const outcomes = async (reference: string) =>
  Object.fromEntries((await shop.whole(reference)).notifications.map((one) => [one.recipient, one.outcome]));
const leasesExpire = () =>
  sql`update notification set lease_until = clock_timestamp() - interval '1 s'`.execute(shop.db);
const open = (count: number) => Promise.all(Array.from({ length: count }, () => shop.open()));

describe('in ordinary running', () => {
  test('everybody concerned gets one mail', async () => {
    await deliver(shop.desk, send, await shop.open());
    expect(to()).toEqual(['eva@shop.example', 'ion@shop.example']);
  });
  test('its outcome is written down, with when and under which id', async () => {
    const reference = await shop.open();
    expect(await deliver(shop.desk, send, reference)).toBe(false);
    const [one] = (await shop.whole(reference)).notifications;
    expect(one).toMatchObject({ outcome: 'sent', try_at: null, lease_until: null, attempts: 1 });
    expect(smtp.mails.map(({ messageId }) => messageId)).toContain(`<${one!.message_id}@guardia.example>`);
  });
  test('delivering again sends nothing', async () => {
    const reference = await shop.open();
    await deliver(shop.desk, send, reference);
    await deliver(shop.desk, send, reference);
    expect(smtp.mails).toHaveLength(2);
  });
  test('eight who deliver at once send each mail once', async () => {
    const reference = await shop.open();
    await Promise.all(Array.from({ length: 8 }, () => deliver(shop.desk, send, reference)));
    expect(to()).toEqual(['eva@shop.example', 'ion@shop.example']);
  });
  test('what waits elsewhere is left to others', async () => {
    const [mine] = await open(2);
    await deliver(shop.desk, send, mine!);
    expect(smtp.mails).toHaveLength(2);
  });
  test('mails about one incident are one thread', async () => {
    const reference = await shop.open();
    await deliver(shop.desk, send, reference);
    expect(new Set(smtp.mails.map(({ references }) => references))).toEqual(
      new Set([`<${reference.toLowerCase()}@guardia.example>`]),
    );
  });
});

describe('a deliverer that dies', () => {
  /** Sends, and dies before anything is written down. */
  const dies = async (reference: string, before: Send = async () => undefined) => {
    let inFlight = 0;
    const dying: Send = async (message) => {
      await before(message);
      inFlight += 1;
      await new Promise(() => undefined);
    };
    void deliver(shop.desk, dying, reference);
    await expect.poll(() => inFlight).toBe(2);
  };
  test('keeps others from sending while its lease lasts', async () => {
    const reference = await shop.open();
    await dies(reference);
    expect(await deliver(shop.desk, send, reference)).toBe(true);
    expect(smtp.mails).toEqual([]);
  });
  test('is followed by another once its lease is over', async () => {
    const reference = await shop.open();
    await dies(reference);
    await leasesExpire();
    await deliver(shop.desk, send, reference);
    expect(to()).toEqual(['eva@shop.example', 'ion@shop.example']);
  });
  test('leaves a mail that was in flight to be repeated under the same id', async () => {
    const reference = await shop.open();
    await dies(reference, send);
    const [first] = smtp.mails;
    await leasesExpire();
    await deliver(shop.desk, send, reference);
    const same = smtp.mails.filter((mail) => mail.to === first!.to).map(({ messageId }) => messageId);
    expect(same).toEqual([first!.messageId, first!.messageId]);
  });
  test('writes down what was taken once Postgres is back, where only that was away', async () => {
    const reference = await shop.open();
    const { db, goAway } = goingAway(shop.url);
    const last: Send = async (message) => {
      await send(message);
      goAway(3);
    };
    await deliver({ ...shop.desk, db }, last, reference);
    await db.destroy();
    expect(await outcomes(reference)).toEqual({ ion: 'sent', eva: 'sent' });
    const { rows } = await sql`select from sending where outcome = 'sent'`.execute(shop.db);
    expect(rows).toHaveLength(2);
  });
  test('that wakes up late writes nothing over the other’s outcome', async () => {
    const reference = await shop.open();
    const gate = Promise.withResolvers<void>();
    const slow = deliver(shop.desk, async () => gate.promise, reference);
    await expect
      .poll(async () => (await shop.whole(reference)).notifications.every((one) => one.lease_until))
      .toBe(true);
    await leasesExpire();
    await deliver(shop.desk, send, reference);
    const before = (await shop.whole(reference)).notifications;
    shop.pass(hour);
    gate.resolve();
    await slow;
    expect((await shop.whole(reference)).notifications).toEqual(before);
  });
});

describe('what is not taken', () => {
  test('a refused address fails its own only', async () => {
    smtp.refused.add('ion@shop.example');
    const reference = await shop.open();
    await deliver(shop.desk, send, reference);
    expect(await outcomes(reference)).toEqual({ ion: 'refused', eva: 'sent' });
  });
  test('and is not tried again', async () => {
    smtp.refused.add('ion@shop.example');
    const reference = await shop.open();
    await deliver(shop.desk, send, reference);
    smtp.refused.clear();
    shop.pass(hour);
    await deliver(shop.desk, send, reference);
    expect(to()).toEqual(['eva@shop.example']);
  });
  test('a person without an address is refused, too', async () => {
    await shop.db.updateTable('person').set({ email: null }).where('id', '=', 'eva').execute();
    const reference = await shop.open();
    await deliver(shop.desk, send, reference);
    expect(await outcomes(reference)).toEqual({ ion: 'sent', eva: 'refused' });
  });
  test('while the server is away everything waits for later', async () => {
    await smtp.goAway();
    const reference = await shop.open();
    expect(await deliver(shop.desk, send, reference)).toBe(true);
    expect(await outcomes(reference)).toEqual({ ion: 'failed', eva: 'failed' });
    await smtp.comeBack();
  });
  test('and arrives once each when it is back', async () => {
    await smtp.goAway();
    const reference = await shop.open();
    await deliver(shop.desk, send, reference);
    await smtp.comeBack();
    shop.pass(5 * minute);
    await deliver(shop.desk, send, reference);
    expect(to()).toEqual(['eva@shop.example', 'ion@shop.example']);
  });
  test('for three days, then it is given up', async () => {
    await smtp.goAway();
    const reference = await shop.open();
    shop.pass(73 * hour);
    await deliver(shop.desk, send, reference);
    expect(await outcomes(reference)).toEqual({ ion: 'expired', eva: 'expired' });
    await smtp.comeBack();
  });
});

test('with a broken database nothing is sent under a lease that nobody holds', async () => {
  const reference = await shop.open();
  const { db } = shop.desk;
  await sql`alter table notification rename to gone`.execute(db);
  await expect(deliver(shop.desk, send, reference)).rejects.toThrow(/does not exist/);
  await sql`alter table gone rename to notification`.execute(db);
  expect(smtp.mails).toEqual([]);
});
