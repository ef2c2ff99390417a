/** A job that is not heard of in time is an incident at the instant at which it became missing, and resolved when it is heard of again. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { monitorWorkflowId } from '../../workflows/ids.ts';
import { shopText } from '../domain/support.ts';
import { recordHistory } from '../support/record-histories.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const minute = 60_000;
const hour = 60 * minute;
const name = 'heartbeat/nightly';
const text = `${shopText}heartbeats:
  nightly: { title: Nightly import, every: 1h, grace: 10m, opens: P1 }
`;
let world: World;
let key: string;
let heardAt: number;

beforeAll(async () => {
  world = await startWorld();
  const { body } = await world.request('POST', '/api/plans', { text });
  key = body.keys[0].key;
  await world.reconcile();
});
afterAll(() => world.stop());

async function ping(path = ''): Promise<number> {
  const at = world.desk.now();
  expect(await (await world.app.request(`/ping/${key}${path}`)).text()).toBe('OK');
  await world.settled();
  return at;
}
const workflow = () => world.client.workflow.getHandle(monitorWorkflowId('shop', name));
const standing = () => world.db.selectFrom('monitor').selectAll().where('name', '=', name).executeTakeFirst();
/** The latest first. */
const incidents = async () => (await world.request('GET', '/api/incidents?plan=shop')).body.items;

test('while it is heard of, nothing happens', async () => {
  for (let beat = 0; beat < 3; beat += 1) {
    await ping();
    await world.travel(59 * minute);
  }
  heardAt = await ping();
  expect([(await standing())!.status, await incidents()]).toEqual(['up', []]);
});

test('one that runs too long is an incident long before the next is due', async () => {
  await ping('/start');
  await world.travel(11 * minute);
  const [incident] = await incidents();
  expect(incident).toMatchObject({ title: 'Not finished in time: Nightly import', severity: 'P1', status: 'received' });
  heardAt = await ping();
  expect((await world.show(incident.reference)).status).toBe('resolved');
});

test('one that is missing is an incident once it is due and not before, and pages', async () => {
  await world.travel(hour + 11 * minute);
  const [{ reference, title, openedAt }] = await incidents();
  expect(title).toBe('Not heard of: Nightly import');
  const late = Date.parse(openedAt) - (heardAt + hour + 10 * minute);
  expect(late).toBeGreaterThanOrEqual(0);
  // Its workflow, not a look a minute later; how soon that is on a machine that is not busy is no test's business.
  expect(late).toBeLessThan(30_000);
  expect(
    world.mailsTo('ion@shop.example').filter(({ subject }) => subject.includes(`[${reference}]`)).length,
  ).toBeGreaterThan(0);
});

test('heard of again, it is resolved', async () => {
  const [{ reference }] = await incidents();
  await ping();
  expect((await world.show(reference)).status).toBe('resolved');
  expect((await incidents()).length).toBe(2);
});

test('its workflow ends with it', async () => {
  await ping();
  await world.request('POST', '/api/plans', { text: shopText });
  await world.reconcile();
  await workflow().result();
  await recordHistory({ handle: workflow }, name, 'heartbeat');
  expect(await standing()).toBeUndefined();
});
