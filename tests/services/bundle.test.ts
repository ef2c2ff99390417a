/** Under one Message-ID there is one content, whoever dies in the middle of telling several incidents together. */
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { mailTo } from '../../channels/mail.ts';
import { claim } from '../../db/notifications.ts';
import { deliver, deliverOverdue } from '../../services/notification/deliver.ts';
import { NotSent } from '../../services/notification/message.ts';
import type { Send } from '../../services/notification/message.ts';
import { tell } from '../../services/notification/tell.ts';
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

/** Some incidents told together, in a mail that was taken without the answer getting through. */
async function takenInSilence(): Promise<readonly string[]> {
  const references = await Promise.all(Array.from({ length: 6 }, () => shop.open()));
  await again(async (message) => {
    await send(message);
    throw new NotSent('server', 'The connection was closed.');
  });
  return references;
}

async function again(how: Send): Promise<void> {
  await deliverOverdue(shop.desk, how, 0);
  shop.pass(5 * minute);
}

function expectTheSame(references: readonly string[]): void {
  const [first, second] = toIon();
  expect(toIon().map(({ messageId }) => messageId)).toEqual([first!.messageId, first!.messageId]);
  for (const reference of references) expect(second!.text).toContain(reference);
}

test('a bundle that the mail server took without saying so comes again as the same', async () => {
  const references = await takenInSilence();
  await again(send);
  expectTheSame(references);
});

test('and where the server asks for patience then', async () => {
  const references = await takenInSilence();
  await again(() => Promise.reject(new NotSent('message', '451 Later.')));
  await again(send);
  expectTheSame(references);
});

test('but if it does so for ever, each is told by itself: one of them may be what it does not take', async () => {
  const references = await takenInSilence();
  for (let time = 0; time < 4; time++) await again(() => Promise.reject(new NotSent('message', '451 Later.')));
  await again(send);
  expect(toIon()).toHaveLength(1 + references.length);
});

test('what was to be told together still is where Postgres was lost before it went out', async () => {
  const references = await Promise.all(Array.from({ length: 6 }, () => shop.open()));
  await again(() => Promise.reject(Object.assign(new Error('terminating connection'), { code: '57P01' })));
  await again(send);
  expectOneWhole(references);
});

describe('whoever is too slow', () => {
  const now = () => shop.desk.now();
  /** What is to be told to one, claimed under a lease that is over. */
  const claimed = async () => {
    await Promise.all(Array.from({ length: 6 }, () => shop.open()));
    const all = await claim(shop.db, { now: now(), leaseMs: -1, limit: 50 });
    return all.filter(({ recipient }) => recipient === 'ion');
  };
  const way = { by: 'mail', outlet: null, integration: null };

  test('sends nothing once another has claimed a part of it', async () => {
    const notifications = await claimed();
    await claim(shop.db, { reference: notifications[3]!.reference, now: now(), leaseMs: minute, limit: 50 });
    const trying = { failed: null, giveUpAt: Infinity };
    const error = await tell(shop.desk, send, { id: 'together', notifications, way }, trying);
    expect(error).toMatchObject({ fault: 'here' });
    expect(smtp.mails).toEqual([]);
  });

  test('sends nothing once the time has come to give up, and leaves it to a later attempt', async () => {
    const notifications = await claimed();
    vi.useFakeTimers({ toFake: ['Date'] });
    const giveUpAt = Date.now() + minute;
    const desk = {
      ...shop.desk,
      get publicUrl() {
        vi.setSystemTime(giveUpAt + 1);
        return shop.desk.publicUrl;
      },
    };
    const error = await tell(desk, send, { id: 'together', notifications, way }, { failed: null, giveUpAt });
    vi.useRealTimers();
    expect(error).toMatchObject({ fault: 'here' });
    expect(smtp.mails).toEqual([]);
    shop.pass(5 * minute);
    await again(send);
    expectOneWhole(notifications.map(({ reference }) => reference));
  });
});
