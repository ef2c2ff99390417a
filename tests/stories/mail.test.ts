/** What people are mailed is in the plan's language, in text and HTML, one thread an incident, and says what one needs at three in the morning. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const minutes = 60_000;
let world: World;
let reference: string;
beforeAll(async () => {
  world = await startWorld();
  world.startAt('2026-11-21T01:00:00.000Z');
  reference = await world.openIncident({ service: 'app', requester: { email: 'sef@acme.example' } });
  await world.travel(61 * minutes);
});
afterAll(() => world.stop());

test('the first mail is Romanian, dated in Bucharest with the zone named, and carries both links', () => {
  const [mail] = world.mailsTo('ion@transport.example');
  expect(mail).toMatchObject({ subject: `[${reference}] P1 · App inaccesibilă`, language: 'ro' });
  for (const body of [mail!.text, mail!.html]) {
    expect(body).toContain('Un incident nou are nevoie de cineva.');
    expect(body).toContain('Serviciu: Aplicația');
    expect(body).toContain('Client: Acme Logistic');
    expect(body).toMatch(/21 nov\. 2026, 04:0\d EET/);
    expect(body).toContain(`http://guardia.example/incidents/${reference}`);
    expect(body).toContain('http://guardia.example/acknowledge/');
  }
});

test('each step says why it tells', () => {
  const [warned, broken] = world.mailsTo('ana@transport.example');
  expect(warned!.text).toContain('S-a consumat 50% din timpul de răspuns.');
  expect(broken!.text).toContain('Timpul de răspuns a expirat.');
});

test('mails about one incident are one thread of messages with ids of their own', () => {
  const mails = [...world.mailsTo('ana@transport.example'), ...world.mailsTo('ion@transport.example')];
  expect(new Set(mails.map(({ references }) => references))).toEqual(
    new Set([`<${reference.toLowerCase()}@guardia.example>`]),
  );
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(mails.length);
});

test('who is told again is told that nobody has acknowledged, three times and no more', async () => {
  await world.travel(120 * minutes);
  const again = world.mailsTo('elena@transport.example').filter(({ text }) => text.includes('Sunteți anunțat din nou'));
  expect(again).toHaveLength(3);
});

test('every notification is on record with when it was due, sent, how late and how it went', async () => {
  const notifications = await world.notifications(reference);
  expect(notifications).toHaveLength(world.smtp.mails.length);
  for (const one of notifications) {
    expect(one.outcome).toBe('sent');
    expect(one.lateMs).toBeLessThan(5000);
    expect(Date.parse(one.sentAt) - Date.parse(one.dueAt)).toBe(one.lateMs);
  }
  const { body } = await world.request('GET', '/metrics');
  expect(body).toContain(`guardia_notification_lateness_seconds_count ${notifications.length}`);
});

test('who acts is known from the key, and may not touch what belongs to no plan of theirs', async () => {
  const key = await world.keyOf('ana');
  expect((await world.act(reference, 'acknowledge', undefined, key)).status).toBe(200);
  const acknowledged = (await world.events(reference)).find(({ kind }) => kind === 'acknowledged');
  expect(acknowledged).toMatchObject({ by: 'ana' });
  const { status } = await world.request(
    'POST',
    '/api/keys',
    { plan: 'transport', person: 'ion' },
    { authorization: `Bearer ${key}` },
  );
  expect(status).toBe(403);
});
