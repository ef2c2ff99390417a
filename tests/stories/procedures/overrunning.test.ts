/** What goes on for longer than was announced, and an emergency, are told, and are downtime. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { maintenanceOf } from '../../../db/uptime.ts';
import { hearLeft } from '../../../services/alert/hear.ts';

import { startNights } from './nights.ts';

let nights: Awaited<ReturnType<typeof startNights>>;
beforeAll(async () => void (nights = await startNights()));
afterAll(() => nights.stop());
beforeEach(() => void (nights.smtp.mails.length = 0));

const fail = (id: number, error: unknown) => {
  throw new Error(`${id}`, { cause: error });
};

test('what takes longer than announced is told, mutes nothing any more, is downtime and an alarm until it is done', async () => {
  const { shop, smtp, goTo, settle, until, stateOf, act, start } = nights;
  goTo('2027-05-10T09:00:00Z');
  const reference = await start('minor');
  await until(reference, '2027-05-15T23:30:00Z');
  expect(await stateOf(reference)).toBe('begun');
  smtp.mails.length = 0;
  await until(reference, '2027-05-16T00:05:00Z');
  expect(await stateOf(reference)).toBe('overrunning');
  const told = smtp.mails.map(({ to, text }) => `${to}: ${text.split('\n')[0]}`).toSorted();
  const news =
    'Small updates takes longer than announced, which was until Sun, 16 May 2027, 03:00 EEST. You hear from us once it is over.';
  expect(told).toEqual([
    `ana@shop.example: ${news}`,
    `eva@shop.example: ${news}`,
    'ion@shop.example: It takes longer than it may: Small updates',
  ]);
  const now = shop.desk.now();
  expect(await maintenanceOf(shop.db, 'shop', 'app', now, now + 1, 'all')).toEqual([]);
  await hearLeft(shop.desk, 0, fail);
  const alarm = async () => (await shop.db.selectFrom('incident').selectAll().execute()).at(-1)!;
  expect(await alarm()).toMatchObject({
    severity: 'P2',
    service: 'app',
    title: 'It takes longer than it may: Small updates',
  });
  expect((await alarm()).status).not.toBe('resolved');
  await act(reference, 'done', 'work');
  await settle(reference);
  await hearLeft(shop.desk, 0, fail);
  expect([(await alarm()).status, await stateOf(reference)]).toEqual(['resolved', 'done']);
});

test('an emergency waits only for who must agree, is downtime, and is told afterwards, within an hour even where it goes on', async () => {
  const { shop, smtp, goTo, settle, until, act, start } = nights;
  goTo('2027-05-04T09:00:00Z');
  const reference = await start('emergency', { reason: 'A leak' });
  await until(reference, '2027-05-04T10:01:00Z');
  expect(smtp.mails.map(({ to, subject }) => [to, subject])).toEqual([
    ['ana@shop.example', `[${reference}] Your turn in “Emergency maintenance”: It cannot wait`],
    ['ana@shop.example', `[${reference}] Late in “Emergency maintenance”: It cannot wait`],
  ]);
  await act(reference, 'approve', 'approve');
  await settle(reference);
  const at = shop.desk.now();
  expect(await maintenanceOf(shop.db, 'shop', 'app', at, at + 1)).toEqual([]);
  expect(await maintenanceOf(shop.db, 'shop', 'app', at, at + 1, 'all')).toHaveLength(1);
  smtp.mails.length = 0;
  // `within: 1h`
  await until(reference, new Date(at + 59 * 60_000).toISOString());
  expect(smtp.mails).toEqual([]);
  await until(reference, new Date(at + 61 * 60_000).toISOString());
  expect(smtp.mails.map(({ to, text }) => `${to}: ${text.split('\n')[0]}`).toSorted()).toEqual([
    'ana@shop.example: It takes longer than it may: Emergency maintenance',
    'eva@shop.example: Emergency maintenance goes on since Tue, 4 May 2027, 13:01 EEST. You hear from us once it is over.',
  ]);
  smtp.mails.length = 0;
  await act(reference, 'done', 'work');
  await settle(reference);
  expect(smtp.mails.map(({ to, subject }) => [to, subject])).toEqual([
    ['eva@shop.example', '[shop] Emergency maintenance'],
  ]);
});
