/** The door itself, knocked at by real SMTP clients: what it takes, what it refuses for now or for good, and that nothing taken is lost. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { sql } from 'kysely';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { hearMails } from '../../services/mail/hear.ts';
import { mailPlan, startMailShop } from './support.ts';
import type { MailShop } from './support.ts';

let shop: MailShop;
beforeAll(async () => void (shop = await startMailShop({ perHour: 5 })));
afterAll(() => shop.stop());

const python = async (lines: string): Promise<string> => {
  const program = `import smtplib\nfrom email.message import EmailMessage\ns = smtplib.SMTP("127.0.0.1", ${shop.port})\n${lines}`;
  const { stdout } = await promisify(execFile)('python3', ['-c', program], { timeout: 30_000 });
  await shop.idle();
  return stdout.trim();
};

test('Python’s smtplib delivers, with a file and names in any writing', async () => {
  await python(`
m = EmailMessage(); m["From"] = "Iñigo <inigo@acme.example>"; m["To"] = "support@shop.example"; m["Subject"] = "Ayuda, año"
m.set_content("No funciona.\\n"); m.add_attachment(b"\\x89PNG", maintype="image", subtype="png", filename="pantalla año.png")
s.send_message(m); s.quit()`);
  const { reference } = await shop.last();
  expect(await shop.row(reference!)).toMatchObject({ title: 'Ayuda, año', description: 'No funciona.' });
  const files = await shop.db.selectFrom('attachment').selectAll().where('reference', '=', reference!).execute();
  expect(files).toEqual([
    expect.objectContaining({ name: 'pantalla año.png', type: 'image/png', size: 4, public: true }),
  ]);
});

test('it says how much it takes, refuses more, other addresses, and takes no passwords', async () => {
  const said = await python(`
s.ehlo(); print(s.esmtp_features["size"], "auth" in s.esmtp_features)
print(s.mail("a@b.example", ["SIZE=15728641"])[0])
s.rset(); s.mail("a@b.example"); print(s.rcpt("nobody@shop.example"))
s.rcpt("support@shop.example"); print(s.data(b"x" * 15728641)[0])`);
  const refused = "(550, b'5.1.1 No plan here takes mail at this address: nobody@shop.example')";
  expect(said.split('\n')).toEqual(['15728640 False', '552', refused, '552']);
});

test('with a certificate it takes mail by STARTTLS', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'guardia-mail-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
  await promisify(execFile)('openssl', [...made, '-subj', '/CN=localhost', '-keyout', key, '-out', cert]);
  const safe = await startMailShop({ tls: { key: readFileSync(key), cert: readFileSync(cert) } });
  const client = createTransport({
    port: safe.port,
    host: '127.0.0.1',
    requireTLS: true,
    tls: { ca: [readFileSync(cert)], servername: 'localhost' },
  });
  await client.sendMail({ from: 'joe@acme.example', to: 'support@shop.example', subject: 'Sealed', text: 'x' });
  await safe.idle();
  expect((await safe.last()).outcome).toBe('opened');
  await safe.stop();
});

test('one sender sends so many within an hour, and is told to try again later', async () => {
  const send = () => shop.mail({ from: 'fast@acme.example', text: crypto.randomUUID() });
  for (let sent = 0; sent < 5; sent++) await send();
  await expect(send()).rejects.toThrow('450 4.7.1 More than 5 mails of one sender within an hour');
  shop.pass(3_600_001);
  expect((await send()).outcome).toBe('opened');
});

test('while Postgres cannot keep it, the sender is told to try again', async () => {
  await sql`alter table mail rename to mail_away`.execute(shop.db);
  await expect(shop.mail({ from: 'away@acme.example' })).rejects.toThrow('451 4.3.0');
  await sql`alter table mail_away rename to mail`.execute(shop.db);
});

test('what is taken while nobody hears is heard by the relay after 2 s, once', async () => {
  await shop.db
    .insertInto('mail')
    .values({
      plan: 'shop',
      door: 'channel/email',
      recipient: 'support@shop.example',
      sender: 'joe@acme.example',
      fingerprint: 'left',
      raw: Buffer.from('From: joe@acme.example\r\nSubject: Left behind\r\n\r\nHello.\r\n'),
      at: shop.desk.now(),
      try_at: shop.desk.now(),
    })
    .execute();
  expect(await hearMails(shop.desk, 2000)).toBe(0);
  shop.pass(2001);
  const heard = await Promise.all([hearMails(shop.desk, 2000), hearMails(shop.desk, 2000)]);
  expect(heard.toSorted()).toEqual([0, 1]);
  expect((await shop.row((await shop.last()).reference!)).title).toBe('Left behind');
});

test('what ends whoever hears it is laid aside after a few times', async () => {
  const { id } = await shop.last();
  const again = { heard_at: null, outcome: null, reference: null, try_at: 0, tries: 5 };
  await shop.db.updateTable('mail').set(again).where('id', '=', id).execute();
  await hearMails(shop.desk, 0);
  expect(await shop.last()).toMatchObject({ outcome: 'failed', try_at: null });
});

test.each([
  ['hold', 'held'],
  ['refuse', '550 5.7.1'],
])('strangers as the plan says: %s', async (what, answer) => {
  const plan = mailPlan((text) => text.replace('severity: P3 }', `severity: P3, unknown senders: ${what} }`));
  const strict = await startMailShop({ plan });
  const stranger = { from: 'eve@else.example' };
  const said = await strict.mail(stranger).then(({ outcome }) => outcome, String);
  expect(said).toContain(answer);
  expect(await strict.incidents()).toBe(0);
  const { reference } = await strict.mail({});
  const confirmation = (await strict.told(reference!)).get('joe@acme.example')!;
  const third = await strict.mail({ ...strict.answering(confirmation), ...stranger });
  expect(third).toMatchObject({ outcome: what === 'hold' ? 'held' : 'refused', reference });
  expect((await strict.mail({ from: 'Ana <ana@shop.example>', subject: 'From inside' })).outcome).toBe('opened');
  await strict.stop();
});

test('a client that hangs up in the middle of a mail leaves nothing', async () => {
  const before = (await shop.mails()).length;
  const socket = connect(shop.port, '127.0.0.1');
  const lines = ['EHLO x', 'MAIL FROM:<a@acme.example>', 'RCPT TO:<support@shop.example>', 'DATA', 'Subject: half', ''];
  for await (const chunk of socket) {
    if (/^354/m.test(String(chunk))) break;
    socket.write(`${lines.shift()}\r\n`);
  }
  socket.destroy();
  expect((await shop.mail({ from: 'next@acme.example' })).outcome).toBe('opened');
  expect(await shop.mails()).toHaveLength(before + 1);
});
