/** A heartbeat that is muted opens nothing, and keeps nothing back that is still wrong afterwards. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';

import { ping } from '../../services/heartbeat/ping.ts';
import type { Sent } from '../../services/heartbeat/ping.ts';
import { subjectOf } from '../../services/heartbeat/subject.ts';
import { watchOver } from '../../services/heartbeat/watch-over.ts';
import { mute, unmute } from '../../services/monitor/mute.ts';
import { shopPlan } from '../domain/support.ts';

import { admin, hour, minute, startShop } from './support.ts';
import type { Shop } from './support.ts';

const plan = shopPlan(
  (text) => `${text}heartbeats:
  nightly: { title: Nightly import, every: 1h, grace: 10m, opens: P2 }
`,
);
const name = 'heartbeat/nightly';
const which = { plan: 'shop', kind: 'heartbeat', name: 'nightly' };

let shop: Shop;
beforeAll(async () => void (shop = await startShop(plan)));
afterAll(() => shop.stop());
beforeEach(async () => {
  await shop.db.deleteFrom('monitor').execute();
  await shop.db.deleteFrom('received').execute();
  await pings();
  await mute(shop.desk, admin, which, { until: shop.desk.now() + 5 * hour }, null);
});
afterEach(() => shop.db.deleteFrom('mute').execute());

const pings = (kind: Sent['kind'] = 'ok') =>
  ping(shop.desk, { plan: 'shop', name }, { kind, exit: null, run: null, bytes: 0, body: null });
const look = () => watchOver(shop.desk, 'shop', name);
const heard = async () =>
  (await shop.db.selectFrom('received').select('body').orderBy('id').execute()).map(({ body }) =>
    Reflect.get(body, 'action'),
  );

test('it opens nothing; what is still missing afterwards opens at once', async () => {
  shop.pass(2 * hour);
  const { status, inMs } = await look();
  expect([status, Math.round(inMs! / minute), await heard()]).toEqual(['down', 180, []]);
  shop.pass(inMs!);
  expect(await look()).toMatchObject({ status: 'down', inMs: null });
  await look();
  expect(await heard()).toEqual(['trigger']);
});

test('nothing is said of what came up again meanwhile', async () => {
  await pings('fail');
  await pings();
  expect(await heard()).toEqual([]);
  shop.pass(5 * hour);
  await look();
  expect(await heard()).toEqual(['trigger']);
});

test('what had been opened before is resolved', async () => {
  await shop.db.deleteFrom('mute').execute();
  await pings('fail');
  await mute(shop.desk, admin, which, { until: shop.desk.now() + hour }, null);
  await pings();
  expect(await heard()).toEqual(['trigger', 'resolve']);
});

test('it is stirred when the mute ends', async () => {
  await unmute(shop.desk, admin, which);
  expect(shop.stirs.at(-1)).toBe(`${subjectOf('shop', name)} unmuted`);
});
