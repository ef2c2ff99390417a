/** Maintenance begins in its window and only where its notice was kept, over the change of clocks, the clock being moved there. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { standingOf } from '../../../db/announcements.ts';
import { readRun } from '../../../db/runs.ts';
import { maintenanceOf } from '../../../db/uptime.ts';
import { everyWay } from '../../../channels/index.ts';
import { mailTo } from '../../../channels/mail.ts';
import { actOnRun } from '../../../services/procedure/act.ts';
import { advanceRun } from '../../../services/procedure/advance.ts';
import { carryOut } from '../../../services/procedure/carry-out.ts';
import { startRun } from '../../../services/procedure/start.ts';
import { maintenances } from '../../../services/maintenance/list.ts';
import { deliver } from '../../../services/notification/deliver.ts';
import { begin } from '../../../services/schedule/begin.ts';
import { coming } from '../../../services/schedule/coming.ts';
import { toolsOf } from '../../../worker/tools.ts';
import { shopPlan } from '../../domain/support.ts';
import { admin, ana, startShop } from '../../services/support.ts';
import type { Shop } from '../../services/support.ts';
import { startSmtpSink } from '../../support/smtp-sink.ts';

const plan = shopPlan(
  (text) => `${text.replace('timezone: Europe/Bucharest', 'timezone: America/New_York')}maintenance:
  window: { sun: "02:00-04:00" }
  timezone: Europe/Bucharest
  notice: 48h
  tell: [eva, ana]
  kinds:
    minor: { title: Small updates, every: week on sun 02:00, lasts: 1h, services: app, owner: ion }
    major: { title: Big updates, every: as needed, lasts: 2h, notice: 3 business days, owner: ion }
  emergency: { tell: eva, within: 1h, approve: ana }
`,
);

let shop: Shop;
let smtp: Awaited<ReturnType<typeof startSmtpSink>>;
beforeAll(async () => void ([shop, smtp] = await Promise.all([startShop(plan), startSmtpSink()])));
afterAll(async () => {
  await shop.stop();
  await smtp.stop();
});
beforeEach(() => void (smtp.mails.length = 0));

const goTo = (instant: string) => void (shop.desk.clock.offsetMs = Date.parse(instant) - Date.now());
const life = { signal: new AbortController().signal, beat: () => undefined };

/** What a worker does until nothing is left to be done now. */
async function settle(reference: string): Promise<void> {
  for (;;) {
    const { jobs } = await advanceRun(shop.desk, reference);
    for (const job of jobs) await carryOut(shop.desk, toolsOf([]), { ...job, reference }, life);
    await deliver(shop.desk, everyWay(mailTo(smtp.url, 'guardia@guardia.example')), `run:${reference}`);
    if (jobs.length === 0) return;
  }
}

/** The same at each instant at which something is due, until then. */
async function until(reference: string, instant: string): Promise<void> {
  for (;;) {
    await settle(reference);
    const due = (await readRun(shop.db, reference))!.next_due_at;
    if (due === null || due > Date.parse(instant)) break;
    goTo(new Date(due + 10).toISOString());
  }
  goTo(instant);
  await settle(reference);
}

const steps = async (reference: string) => (await readRun(shop.db, reference))!.state.steps;
const status = async (reference: string, step: string) => (await steps(reference))[step]!.status;
const windowOf = async (reference: string) => {
  const { from_at: from, why } = (await standingOf(shop.db, reference))!;
  return [new Date(from).toISOString(), why];
};
const stateOf = async (reference: string) =>
  (await maintenances(shop.desk, admin, 'shop')).find(({ run }) => run === reference)?.state;
const act = (reference: string, verb: 'done' | 'approve', step: string) =>
  actOnRun(shop.desk, ana, { reference, verb, body: { step }, key: `${reference} ${verb} ${step}` });
const start = async (kind: string, answers = {}) =>
  (await startRun(shop.desk, admin, { plan: 'shop', procedure: `maintenance/${kind}`, answers }, null)).reference;

test('what comes round is announced in time, begins by itself on Sunday at 02:00, mutes its service and is no downtime', async () => {
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

test('an emergency begins at once with a reason, is downtime, and is told afterwards', async () => {
  goTo('2027-05-04T09:00:00Z');
  const reference = await start('emergency', { reason: 'A leak' });
  await settle(reference);
  await act(reference, 'approve', 'approve');
  await settle(reference);
  const at = shop.desk.now();
  expect(await maintenanceOf(shop.db, 'shop', 'app', at, at + 1)).toEqual([]);
  expect(await maintenanceOf(shop.db, 'shop', 'app', at, at + 1, 'all')).toHaveLength(1);
  smtp.mails.length = 0;
  await act(reference, 'done', 'work');
  await settle(reference);
  expect(smtp.mails.map(({ to, subject }) => [to, subject])).toEqual([
    ['eva@shop.example', '[shop] Emergency maintenance'],
  ]);
});
