/** A maintenance without its notice is moved, saying why; with it it begins by itself on Sunday at 02:00 in Bucharest, over the change of clocks. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { begin } from '../../../services/schedule/begin.ts';
import { hear } from '../../../services/alert/hear.ts';
import { receive } from '../../../db/received.ts';
import { alert, group } from '../../alerts/support.ts';
import { shopPlan } from '../../domain/support.ts';
import { recordHistory } from '../../support/record-histories.ts';
import { startWorld } from '../../support/world.ts';
import type { World } from '../../support/world.ts';

const plan = shopPlan(
  (text) => `${text}maintenance:
  window: { sun: "02:00-04:00" }
  notice: 48h
  tell: [eva, ana]
  kinds:
    minor: { title: Small updates, every: week on sun 02:00, lasts: 2h, services: app, owner: ion }
integrations:
  prometheus: { kind: alertmanager, key: "a key that is known to prometheus", severity: P2, service: app }
`,
);

let world: World;
let reference: string;
beforeAll(async () => {
  world = await startWorld({ plan });
  world.startAt('2027-03-18T23:45:00Z');
});
afterAll(() => world.stop());

const until = (instant: string) => world.travel(Date.parse(instant) - world.desk.now());
const one = async (run: string) => {
  const { items } = (await world.request('GET', '/api/maintenance?plan=shop')).body;
  return items.find((item: { run: string }) => item.run === run);
};

async function alarm(name: string): Promise<string> {
  const body = group(name, alert({ alertname: name }));
  const at = world.desk.now();
  await receive(world.db, [{ plan: 'shop', source: 'integration/prometheus', form: 'alertmanager', body, at }]);
  await hear(world.desk);
  await world.settled();
  return (await world.request('GET', '/api/alerts?plan=shop')).body.items[0].outcome[0].did;
}

test('nobody could be told in time: it is moved to the next window that is long enough, and says why', async () => {
  await world.smtp.goAway();
  const occurrence = { plan: 'shop', name: 'maintenance/minor', nominalAt: Date.parse('2027-03-18T23:00:00Z') };
  reference = (await begin(world.desk, occurrence))!;
  await until('2027-03-18T23:50:00Z');
  expect(await one(reference)).toMatchObject({
    state: 'announced',
    from: '2027-03-21T00:00:00.000Z',
    movedBecause: null,
  });
  await until('2027-03-19T00:01:00Z');
  await world.smtp.comeBack();
  // On the 28th clocks go forward at 03:00, and of its two hours one is left. From then on Bucharest is UTC+3.
  const moved = { state: 'announced', from: '2027-04-03T23:00:00.000Z', movedBecause: 'notice-not-kept' };
  expect(await one(reference)).toMatchObject(moved);
  await until('2027-03-21T00:30:00Z');
  expect(await one(reference)).toMatchObject({ ...moved, begunAt: null, told: 2, refused: [] });
  const news =
    'Small updates could not be announced in time and is moved: from Sun, 4 Apr 2027, 02:00 EEST to Sun, 4 Apr 2027, 04:00 EEST.';
  // Of the window that it was first announced for nobody hears any more.
  const mails = ['eva', 'ana'].flatMap((person) => world.mailsTo(`${person}@shop.example`));
  expect(mails.map(({ text }) => text)).toEqual([expect.stringContaining(news), expect.stringContaining(news)]);
}, 60_000);

test('with its notice it begins by itself on Sunday at 02:00, mutes alerts of its service, and is no downtime', async () => {
  await until('2027-04-03T23:00:05Z');
  const begun = await one(reference);
  expect(begun).toMatchObject({ state: 'begun', until: '2027-04-04T01:00:00.000Z' });
  expect(Date.parse(begun.begunAt) - Date.parse(begun.from)).toBeLessThan(5000);
  expect(await alarm('TillDown')).toBe('muted');
  expect((await world.request('GET', '/api/incidents?plan=shop')).body.items).toEqual([]);
  await until('2027-04-03T23:40:00Z');
  await world.request('POST', `/api/runs/${reference}/done`, { step: 'work' });
  await world.settled();
  expect((await one(reference)).state).toBe('done');
  expect(world.mailsTo('eva@shop.example').at(-1)!.text).toContain(
    'Small updates was over at Sun, 4 Apr 2027, 02:40 EEST',
  );
  const { plannedMs, downMs } = (await world.request('GET', '/api/services/shop/app/uptime?month=2027-04')).body;
  expect([Math.round(plannedMs / 60_000), downMs]).toEqual([40, 0]);
}, 60_000);

test('after it the same alert opens an incident', async () => {
  expect(await alarm('TillDown')).toBe('opened');
  const runs = { handle: () => world.client.workflow.getHandle(`procedure-${reference}`) };
  await recordHistory(runs, reference, 'maintenance');
}, 60_000);
