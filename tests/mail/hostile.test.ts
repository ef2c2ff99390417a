/** Whatever comes by mail, nothing ends or blocks whoever reads it, and what was taken is heard: as a ticket, or as nothing, never as a failure. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { hearMails } from '../../services/mail/hear.ts';
import { readApart } from '../../services/mail/read-apart.ts';
import { readMail } from '../../services/mail/read.ts';
import type { ReadMail } from '../../services/mail/read.ts';
import { receive } from '../../services/mail/receive.ts';

import { corpus, endless } from './corpus.ts';
import { startMailShop } from './support.ts';
import type { MailShop } from './support.ts';

let shop: MailShop;
beforeAll(async () => void (shop = await startMailShop()));
afterAll(() => shop.stop());

const keepable = (text: string) => text.isWellFormed() && !/[^\P{Cc}\n\t]/u.test(text);

/** What Postgres keeps and people read of it. */
function expectKeepable({ from, subject, text, messageId, references, files }: ReadMail): void {
  const texts = [subject, text, messageId ?? '', ...references, from?.name ?? '', from?.address ?? ''];
  expect([...texts, ...files.flatMap(({ name, type }) => [name, type])].filter((one) => !keepable(one))).toEqual([]);
  expect(files.filter(({ name }) => name === '' || name.includes('/'))).toEqual([]);
}

const envelope = { sender: 'joe@acme.example', recipients: ['support@shop.example'] };

test.each(Object.entries(corpus))('%s', async (_, raw) => {
  expectKeepable(await readApart(raw));
  await receive(shop.desk, envelope, raw, Infinity);
  await hearMails(shop.desk, 0);
  expect((await shop.last()).outcome).toMatch(/^(opened|bounce|noted|automatic)$/);
});

test.each(Object.entries(endless))('%s takes longer than a mail may, and is a file then', async (_, raw) => {
  const read = await readApart(raw, 100);
  expect({ ...read, files: read.files.map(({ name, content }) => [name, content.length]) }).toMatchObject({
    from: { address: 'joe@acme.example' },
    subject: 'Hostile',
    whole: false,
    files: [['mail.eml', raw.length]],
  });
  // Whoever comes next is heard.
  expect(await readApart(Buffer.from('Subject: next\r\n\r\nx'))).toMatchObject({ subject: 'next', whole: true });
});

const small = Object.values(corpus).filter(({ length }) => length < 20_000);
const seeds = fc.constantFrom(...small);
const torn = fc
  .tuple(
    seeds,
    seeds,
    fc.array(fc.tuple(fc.nat(20_000), fc.integer({ min: 0, max: 255 })), { maxLength: 20 }),
    fc.nat(20_000),
  )
  .map(([one, other, flips, cut]) => {
    const raw = Buffer.concat([one.subarray(0, cut), other.subarray(cut % (other.length + 1))]);
    for (const [at, byte] of flips) if (raw.length > 0) raw[at % raw.length] = byte;
    return raw;
  });

test('bytes of any kind, and mails torn apart and put together otherwise, are read', () =>
  fc.assert(
    fc.asyncProperty(
      fc.oneof(
        torn,
        fc.uint8Array({ maxLength: 2000 }).map((bytes) => Buffer.from(bytes)),
      ),
      async (raw) => expectKeepable(await readMail(raw)),
    ),
    { numRuns: 200 },
  ));

test('and heard', () =>
  fc.assert(
    fc.asyncProperty(torn, async (raw) => {
      await receive(shop.desk, envelope, raw, Infinity);
      await hearMails(shop.desk, 0);
      const rows = await shop.db.selectFrom('mail').select('error').where('outcome', 'is', null).execute();
      const failed = await shop.db.selectFrom('mail').select('error').where('outcome', '=', 'failed').execute();
      expect([...rows, ...failed]).toEqual([]);
    }),
    { numRuns: 25 },
  ));
