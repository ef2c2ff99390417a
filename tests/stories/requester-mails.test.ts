/** Who asked is mailed what concerns them as it happens, those who follow it as well, and nobody else's matter. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { shopPlan } from '../domain/support.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const hour = 3_600_000;
const joe = 'joe@acme.example';
const wei = 'wei@acme.example';
let world: World;
beforeAll(async () => {
  world = await startWorld({
    plan: shopPlan(
      (text) =>
        `${text}surveys: { csat: { after: closing } }\nchannels: { video: { title: Video call, appointment: true } }\n`,
    ),
  });
});
afterAll(() => world.stop());

const ask = () =>
  world.openIncident({ title: 'The till is down', severity: 'P4', requester: { name: 'Joe', email: joe } });
const last = (address: string) => world.mailsTo(address).at(-1)!;
const done = async (reference: string, verb: Parameters<World['act']>[1], body?: object) =>
  expect((await world.act(reference, verb, body)).status).toBe(200);

test('from the first word to the last', async () => {
  const reference = await ask();
  expect(last(joe).text).toContain('We have received your request');
  await done(reference, 'watch', { email: wei, name: 'Wei' });
  await done(reference, 'comment', { text: 'Is it plugged in?', public: true });
  for (const address of [joe, wei]) expect(last(address).text).toContain('Is it plugged in?');
  await done(reference, 'comment', { text: 'Surely not.', public: false });
  await done(reference, 'workaround', { text: 'Use paper.' });
  for (const address of [joe, wei]) expect(last(address).text).toContain('this helps:\n\nUse paper.');
  await done(reference, 'resolve', { note: 'Plugged in.' });
  for (const address of [joe, wei]) expect(last(address).text).toContain('is resolved.');
  await done(reference, 'close');
  expect(last(joe).text).toContain('/rate/5');
  expect(last(wei).text).not.toContain('/rate/');
  const told = [...world.mailsTo(joe), ...world.mailsTo(wei)].map(({ text }) => text).join();
  for (const internal of ['Surely not.', 'Plugged in.', '@shop.example']) expect(told).not.toContain(internal);
  expect(
    world
      .mailsTo(wei)
      .map(({ text }) => text)
      .join(),
  ).not.toContain(joe);
});

test('an appointment is in the calendars of who asked and of who comes, and is taken back from them', async () => {
  const reference = await ask();
  await done(reference, 'assign', { to: 'ana' });
  const at = new Date(Math.ceil((world.desk.now() + hour) / 60_000) * 60_000).toISOString();
  await done(reference, 'appointment', { at, minutes: 30, channel: 'video', note: 'Have the till at hand.' });
  const field = (address: string, name: string) =>
    new RegExp(`^${name}:(.*?)\r?$`, 'm').exec(last(address).calendar)?.[1];
  for (const address of [joe, 'ana@shop.example']) {
    expect(last(address).text).toContain('Have the till at hand.');
    expect(field(address, 'METHOD')).toBe('REQUEST');
    expect(field(address, 'DTSTART')).toBe(at.replaceAll(/[-:]|\.000/g, ''));
    expect(field(address, 'LOCATION')).toBe('Video call');
  }
  const uid = field(joe, 'UID');
  expect(field('ana@shop.example', 'UID')).toBe(uid);
  await done(reference, 'cancel-appointment', { reason: 'The till works.' });
  expect([field(joe, 'METHOD'), field(joe, 'UID'), field(joe, 'SEQUENCE')]).toEqual(['CANCEL', uid, '1']);
});

test('who works on it is told why: an answer of the requester, a hand-over, news of what they follow', async () => {
  const reference = await ask();
  await done(reference, 'assign', { to: 'ana' });
  await done(reference, 'reply', { text: 'It is urgent.' });
  expect(last('ana@shop.example').text).toContain('Whoever asked has written.');
  expect(last('ana@shop.example').text).not.toContain('urgent');
  await done(reference, 'watch', { person: 'eva' });
  await done(reference, 'comment', { text: 'On it.', public: true });
  expect(last('eva@shop.example').text).toContain('There is news about an incident that you follow.');
});
