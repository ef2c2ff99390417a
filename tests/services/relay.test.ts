/** The relay while there are no workflows yet to leave anything to. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { mailTo } from '../../channels/mail.ts';
import { startRelay } from '../../worker/relay.ts';
import type { Stirrer } from '../../worker/stirrer.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';

import { startShop } from './support.ts';
import type { Shop } from './support.ts';

let shop: Shop;
let smtp: Awaited<ReturnType<typeof startSmtpSink>>;
let stop: () => Promise<void>;
beforeEach(async () => void ([shop, smtp] = await Promise.all([startShop(), startSmtpSink()])));
afterEach(async () => {
  await stop();
  await Promise.all([shop.stop(), smtp.stop()]);
});

const away: Stirrer = {
  stir: () => undefined,
  stirNow: () => Promise.reject(new Error('Temporal is away')),
  idle: () => Promise.resolve(),
};

test('while its worker takes no turns yet, mails go out and steps are taken in the very second in which they are due', async () => {
  const reference = await shop.open();
  const { next_due_at: dueAt } = await shop.row(reference);
  // Time stands still: whoever waits for anything to be overdue waits for ever.
  const desk = { ...shop.desk, now: () => dueAt! };
  const send = mailTo(smtp.url, 'Guardia <guardia@guardia.example>');
  stop = startRelay({ desk, stirrer: away, send, warn: () => undefined, alone: () => true });
  await vi.waitFor(
    async () => {
      expect((await shop.row(reference)).next_due_at).toBeGreaterThan(dueAt!);
      const { notifications } = await shop.whole(reference);
      expect(notifications.map(({ outcome }) => outcome)).toEqual(notifications.map(() => 'sent'));
    },
    { timeout: 10_000 },
  );
});
