/** Maintenance begins in its window and only where its notice was kept, over the change of clocks, the clock being moved there. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { readRun } from '../../../db/runs.ts';
import { maintenanceOf } from '../../../db/uptime.ts';
import { actOnRun } from '../../../services/procedure/act.ts';
import { begin } from '../../../services/schedule/begin.ts';
import { coming } from '../../../services/schedule/coming.ts';
import { ana } from '../../services/support.ts';

import { startNights } from './nights.ts';

let nights: Awaited<ReturnType<typeof startNights>>;
beforeAll(async () => void (nights = await startNights()));
afterAll(() => nights.stop());
beforeEach(() => void (nights.smtp.mails.length = 0));

test('what comes round is announced in time, begins by itself on Sunday at 02:00, mutes its service and is no downtime', async () => {
  const { shop, smtp, goTo, settle, until, status, stateOf, act } = nights;
  goTo('2027-03-18T12:00Z');
  const schedule = (await coming(shop.desk)).find(({ name }) => name === 'maintenance/minor')!;
  const [nominalAt] = schedule.instants;
  // 49 hours before Sunday 02:00 in Bucharest, which is UTC+2 then.
  expect(new Date(nominalAt!).toISOString()).toBe('2027-03-18T23:00:00.000Z');
  goTo(new Date(nominalAt!).toISOString());
  const reference = (await begin(shop.desk, { plan: 'shop', name: 'maintenance/minor', nominalAt: nominalAt! }))!;
  await settle(reference);
  expect(smtp.mails.map(({ to }) => to).toSorted()).toEqual(['ana@shop.example', 'eva@shop.example']);
  // In the zone of the window, not in the plan's.
  expect(smtp.mails[0]!.text).toContain(
    'Small updates: from Sun, 21 Mar 2027, 02:00 EET to Sun, 21 Mar 2027, 03:00 EET.',
  );
  expect(await stateOf(reference)).toBe('announced');
  await until(reference, '2027-03-20T23:59:00Z');
  expect(await status(reference, 'window')).toBe('ready');
  await until(reference, '2027-03-21T00:01:00Z');
  expect([await status(reference, 'window'), await status(reference, 'work')]).toEqual(['done', 'ready']);
  const from = Date.parse('2027-03-21T00:01:00Z');
  expect(await maintenanceOf(shop.db, 'shop', 'app', from, from + 1)).toHaveLength(1);
  expect(await stateOf(reference)).toBe('begun');
  goTo('2027-03-21T00:30:00Z');
  await act(reference, 'done', 'work');
  await settle(reference);
  expect((await readRun(shop.db, reference))!.status).toBe('done');
  const after = Date.parse('2027-03-21T00:31:00Z');
  expect(await maintenanceOf(shop.db, 'shop', 'app', after, after + 1)).toEqual([]);
  expect(smtp.mails.at(-1)!.text).toContain('Small updates was over at');
  expect(await stateOf(reference)).toBe('done');
});

test('it does not begin in the window that the change of clocks made too short', async () => {
  const { goTo, settle, until, status, windowOf, start } = nights;
  goTo('2027-03-22T09:00:00Z');
  const reference = await start('major');
  await settle(reference);
  // 2027-03-28 has one hour between 02:00 and 04:00; a week later Bucharest is UTC+3.
  expect(await windowOf(reference)).toEqual(['2027-04-03T23:00:00.000Z', 'too-short']);
  await until(reference, '2027-04-03T22:59:00Z');
  expect(await status(reference, 'window')).toBe('ready');
  await until(reference, '2027-04-03T23:00:30Z');
  expect(await status(reference, 'begin')).toBe('done');
});

test('without its notice it is refused, moved to the next window, and says why', async () => {
  const { smtp, goTo, settle, until, steps, status, windowOf, start } = nights;
  goTo('2027-04-05T09:00:00Z');
  await smtp.goAway();
  const reference = await start('minor');
  await settle(reference);
  expect(await windowOf(reference)).toEqual(['2027-04-10T23:00:00.000Z', null]);
  await until(reference, '2027-04-09T12:00:00Z');
  expect(await windowOf(reference)).toEqual(['2027-04-17T23:00:00.000Z', 'notice-not-kept']);
  await smtp.comeBack();
  smtp.refused.add('ana@shop.example');
  await until(reference, '2027-04-10T23:30:00Z');
  expect(await status(reference, 'window')).toBe('ready');
  await until(reference, '2027-04-17T23:00:30Z');
  const { window, begin: begun } = await steps(reference);
  expect([window!.data, begun!.status]).toMatchObject([{ told: 2, refused: 1 }, 'done']);
  const told = smtp.mails.filter(({ to }) => to === 'eva@shop.example').map(({ text }) => text);
  expect(told.at(-1)).toContain('could not be announced in time and is moved');
  smtp.refused.clear();
});

test('what was announced and is cancelled is called off, and who was told hears so', async () => {
  const { shop, smtp, goTo, settle, stateOf, start } = nights;
  goTo('2027-04-26T09:00:00Z');
  const reference = await start('minor');
  await settle(reference);
  smtp.mails.length = 0;
  const asked = { reference, verb: 'cancel', body: { reason: 'Not needed' }, key: 'cancel' } as const;
  await actOnRun(shop.desk, ana, asked);
  await settle(reference);
  expect(await stateOf(reference)).toBe('called off');
  const told = smtp.mails.filter(({ text }) => text.includes('does not take place'));
  expect(told.map(({ to }) => to).toSorted()).toEqual(['ana@shop.example', 'eva@shop.example']);
});
