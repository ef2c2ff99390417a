/** Files that come by mail are kept with the ticket, and told only to whoever may see them, as nothing but files. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { createApp } from '../../api/app.ts';
import { createKey } from '../../services/access/keys.ts';

import { startMailShop } from './support.ts';
import type { MailShop } from './support.ts';

const joe = 'joe@acme.example';
const page = Buffer.from('<script>alert(1)</script>');
let shop: MailShop;
let app: ReturnType<typeof createApp>;
let admin: string;
beforeAll(async () => {
  shop = await startMailShop();
  app = createApp(shop.desk, console.error);
  admin = (await createKey(shop.desk, null, 'tests')).key;
});
afterAll(() => shop.stop());

const asked = async (path: string, key = admin) => app.request(path, { headers: { authorization: `Bearer ${key}` } });
const listed = async (reference: string) =>
  (
    (await (await asked(`/api/incidents/${reference}/attachments`)).json()) as {
      items: { name: string; href: string; public: boolean }[];
    }
  ).items;

async function opened(attachments = [{ filename: 'año "1".html', content: page, contentType: 'text/html' }]) {
  const { reference } = await shop.mail({ text: crypto.randomUUID(), attachments });
  const confirmation = (await shop.told(reference!)).get(joe)!;
  const portal = /http:\/\/guardia\.example(\/requests\/[\w.-]+)/.exec(confirmation.text)![1]!;
  return { reference: reference!, confirmation, portal };
}

test('a file is as it was sent, to be saved and never shown as a page', async () => {
  const { reference } = await opened();
  const [file] = await listed(reference);
  expect(file).toMatchObject({
    name: 'año "1".html',
    type: 'text/html',
    size: page.length,
    public: true,
    event: 'opened',
  });
  const answer = await asked(file!.href);
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(page);
  const { 'content-type': type, 'content-disposition': disposition, ...rest } = Object.fromEntries(answer.headers);
  expect(type).toBe('application/octet-stream');
  expect(disposition).toBe(`attachment; filename="a_o _1_.html"; filename*=UTF-8''a%C3%B1o%20%221%22.html`);
  expect(rest).toMatchObject({
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  });
});

test('the requester has those that are public by their link, the console all of them', async () => {
  const { reference, confirmation, portal } = await opened();
  const stranger = { ...shop.answering(confirmation), from: 'eve@else.example', text: 'See this.' };
  await shop.mail({ ...stranger, attachments: [{ filename: 'internal.txt', content: 'x' }] });
  expect((await listed(reference)).map(({ name, public: open }) => [name, open])).toEqual([
    ['año "1".html', true],
    ['internal.txt', false],
  ]);
  const followed = await (await app.request(portal)).text();
  const [own] = [...followed.matchAll(/href="(\/requests\/[^"]+\/attachments\/(\d+))"/g)];
  expect(followed).not.toContain('internal.txt');
  expect((await app.request(own![1]!)).status).toBe(200);
  expect((await app.request(own![1]!.replace(/\d+$/, String(Number(own![2]) + 1)))).status).toBe(404);
  expect((await app.request(`${portal}x/attachments/${own![2]}`, { headers: { accept: 'text/html' } })).status).toBe(
    404,
  );
});

test('a file of another ticket, or of one that is not there for the caller, is not found', async () => {
  const [one, other] = [await opened(), await opened()];
  const [file] = await listed(one.reference);
  expect((await asked(file!.href.replace(one.reference, other.reference))).status).toBe(404);
  expect((await app.request(file!.href)).status).toBe(401);
  expect((await asked(`/api/incidents/${one.reference}/attachments/x`)).status).toBe(422);
});

test('a mail heard again keeps its files once', async () => {
  const { reference } = await opened();
  const { id } = await shop.last();
  const again = { heard_at: null, outcome: null, reference: null, try_at: 0 };
  await shop.db.updateTable('mail').set(again).where('id', '=', id).execute();
  const { hearMails } = await import('../../services/mail/hear.ts');
  await hearMails(shop.desk, 0);
  expect(await shop.last()).toMatchObject({ outcome: 'opened', reference });
  expect(await listed(reference)).toHaveLength(1);
});

test('a file of 10 MB fits, and what a mail says beyond a description is a file', async () => {
  const big = Buffer.alloc(10 * 1024 * 1024, 7);
  const { reference } = await opened([{ filename: 'big.bin', content: big, contentType: 'application/x-big' }]);
  expect(Buffer.from(await (await asked((await listed(reference))[0]!.href)).arrayBuffer()).equals(big)).toBe(true);
  const long = await shop.mail({ text: `${'word '.repeat(5000)}the end` });
  expect((await shop.row(long.reference!)).description).toHaveLength(20_000);
  expect((await listed(long.reference!)).map(({ name }) => name)).toEqual(['mail.txt']);
});
